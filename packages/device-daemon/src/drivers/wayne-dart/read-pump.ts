import type { PumpStatus } from "../../codecs/wayne-dart/index.js";
import type { Side } from "./side.js";

/** Asks for the status. */
export const readStatus = ({ link }: Side): Promise<PumpStatus | number | undefined> =>
  link.ask({ name: "command", command: "return-status" }, (each) => (each.name === "status" ? each.status : undefined));

/** Asks for what the display shows. */
export const readDisplay = ({ link }: Side): Promise<{ volume: number; amount: number } | undefined> =>
  link.ask({ name: "command", command: "return-filling-information" }, (each) =>
    each.name === "filled" ? { volume: each.volume, amount: each.amount } : undefined,
  );

/** Asks for a nozzle's volume totaliser, in either of the two lengths that pumps send. */
export const readTotal = ({ link }: Side, nozzle: number): Promise<number | undefined> =>
  link.ask({ name: "request-totals", counter: nozzle }, (each) => {
    if (each.name === "totals" && each.counter === nozzle) return each.total;
    return each.name === "volume-and-amount-totals" && each.counter === nozzle ? each.volume : undefined;
  });

/** Asks for the prices: by status (DC3) where there is one nozzle, else by DC103. The reading holds them afterwards. */
export const readPrices = async ({ link, pump }: Side): Promise<boolean> => {
  const answer =
    pump.nozzles.length === 1
      ? link.ask({ name: "command", command: "return-status" }, (each) =>
          each.name === "nozzle-and-price" ? true : undefined,
        )
      : link.ask({ name: "command", command: "return-prices" }, (each) => (each.name === "prices" ? true : undefined));
  return (await answer) === true;
};
