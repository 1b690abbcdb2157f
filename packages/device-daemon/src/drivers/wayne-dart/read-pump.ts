import type { PumpStatus } from "../../codecs/wayne-dart/index.js";
import type { Side } from "./side.js";

/** Asks for the status. */
export const readStatus = ({ link }: Side): Promise<PumpStatus | number | undefined> =>
  link.ask({ name: "command", command: "return-status" }, (each) => (each.name === "status" ? each.status : undefined));

/**
 * Asks for what the display shows. A pump that does not answer this request but told its display by itself, as pumps do at every
 * change, is taken at that word.
 */
export const readDisplay = async (side: Side): Promise<{ volume: number; amount: number } | undefined> => {
  const answer = await side.link.ask({ name: "command", command: "return-filling-information" }, (each) =>
    each.name === "filled" ? { volume: each.volume, amount: each.amount } : undefined,
  );
  const { isDisplayRead, volume, amount } = side.reading;
  return answer ?? (side.isOnline && isDisplayRead ? { volume, amount } : undefined);
};

/** Asks for a nozzle's volume totaliser, in either of the two lengths that pumps send. */
export const readTotal = ({ link }: Side, nozzle: number): Promise<number | undefined> =>
  link.ask({ name: "request-totals", counter: nozzle }, (each) => {
    if (each.name === "totals" && each.counter === nozzle) return each.total;
    return each.name === "volume-and-amount-totals" && each.counter === nozzle ? each.volume : undefined;
  });

const askForPrices = ({ link }: Side, command: "return-status" | "return-prices"): Promise<true | undefined> => {
  const answer = command === "return-status" ? "nozzle-and-price" : "prices";
  return link.ask({ name: "command", command }, (each) => (each.name === answer ? true : undefined));
};

/**
 * Asks for the prices: DC3 comes with the status and speaks for one nozzle, DC103 for all, and not every pump knows it. The
 * reading holds them afterwards.
 */
export const readPrices = async (side: Side): Promise<void> => {
  const hasOneNozzle = side.pump.nozzles.length === 1;
  const answer = await askForPrices(side, hasOneNozzle ? "return-status" : "return-prices");
  if (!answer) await askForPrices(side, hasOneNozzle ? "return-prices" : "return-status");
};
