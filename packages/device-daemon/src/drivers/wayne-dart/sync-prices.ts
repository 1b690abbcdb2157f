import { readPrices } from "./read-pump.js";
import { priceTexts, remember, type Side } from "./side.js";

/** Do all wanted prices have a place on the pump, and does one differ from what it confirmed? */
export const needsPrices = ({ wanted, pump, reading }: Side): boolean =>
  pump.nozzles.every((nozzle) => wanted.has(nozzle)) &&
  pump.nozzles.some((nozzle) => wanted.get(nozzle) !== reading.prices.get(nozzle));

/** Sends the prices of all logical nozzles and reads them back. True when the pump shows what was wanted. */
export const syncPrices = async (side: Side): Promise<boolean> => {
  const { pump, wanted, link, host } = side;
  const prices = Array.from({ length: Math.max(...pump.nozzles) }, (_, at) => wanted.get(at + 1) ?? 0);
  if (!(await link.send({ name: "price-update", prices }))) return false;
  await readPrices(side);
  const texts = priceTexts(side);
  if (needsPrices(side)) {
    host.log.warn({ pumpId: pump.id, shown: texts }, "the pump does not show the wanted prices");
    return false;
  }
  await remember(side, { prices: texts });
  host.log.info({ pumpId: pump.id, prices: texts }, "prices changed and read back");
  return true;
};
