import { err, ok, type Result } from "@waystation/core/kernel";
import { parseDecimal } from "@waystation/core/money";
import { isAlarmName } from "../../codecs/wayne-dart/index.js";
import type { WaynePumpSimulator } from "./simulator.js";

/** The words of the control input, for help texts. */
export const CONTROL_HELP = `lift N · hang-up · price YUAN[,YUAN…] · manual on|off · alarm NAME · power-cut [MS] · status
fault lost-answers|bad-checksum|noise SHARE · fault slow MS · fault silent on|off · noise · slow [MS] · side ADDRESS · quit`;

/** What a control line acts on. */
export interface ControlTarget {
  readonly simulator: WaynePumpSimulator;
  /** Address of the side that commands without an address mean. */
  side: number;
  readonly priceDecimals: number;
}

type Words = readonly string[];
type Outcome = Result<Readonly<Record<string, unknown>>, string>;

const done: Outcome = ok({});

const isSwitch = (word: string | undefined): word is "on" | "off" => word === "on" || word === "off";

const setFault = ({ simulator: { faults } }: ControlTarget, [name, value]: Words): Outcome => {
  const number = Number(value);
  const isShare = value !== undefined && number >= 0 && number <= 1;
  if (name === "silent" && isSwitch(value)) faults.isSilent = value === "on";
  else if (name === "slow" && number >= 0) faults.slowMs = number;
  else if (name === "lost-answers" && isShare) faults.lostAnswers = number;
  else if (name === "bad-checksum" && isShare) faults.badChecksum = number;
  else if (name === "noise" && isShare) faults.noise = number;
  else return err("fault lost-answers|bad-checksum|noise SHARE, fault slow MS, fault silent on|off");
  return ok({ ...faults });
};

const pumpOf = ({ simulator, side }: ControlTarget) => {
  const pump = simulator.pumps.get(side);
  if (!pump) throw new Error(`no side ${side}`);
  return pump;
};

const commands: Record<string, (target: ControlTarget, words: Words) => Outcome> = {
  lift(target, [nozzle = "1"]) {
    pumpOf(target).lift(Number(nozzle));
    return done;
  },
  "hang-up"(target) {
    pumpOf(target).hangUp();
    return done;
  },
  price(target, [text = ""]) {
    const prices = text.split(",").map((each) => parseDecimal(each, target.priceDecimals));
    if (!prices.every((price) => price.ok)) return err(`price: at most ${target.priceDecimals} decimals`);
    pumpOf(target).setPrices(prices.map(({ value }) => value));
    return done;
  },
  manual(target, [word]) {
    if (!isSwitch(word)) return err("manual on|off");
    pumpOf(target).setManual(word === "on");
    return done;
  },
  alarm(target, [name = ""]) {
    if (!isAlarmName(name)) return err(`alarm: no alarm is named "${name}"; try emergency-stop`);
    pumpOf(target).alarm(name);
    return done;
  },
  fault: setFault,
  noise: (target) => setFault(target, ["noise", "1"]),
  slow: (target, [ms = "200"]) => setFault(target, ["slow", ms]),
  "power-cut"({ simulator }, [ms = "1000"]) {
    if (!(Number(ms) >= 0)) return err("power-cut MS");
    simulator.powerCut(Number(ms));
    return done;
  },
  side(target, [address = ""]) {
    if (!target.simulator.pumps.has(Number(address))) return err(`no side ${address}`);
    target.side = Number(address);
    return done;
  },
  status: (target) => ok({ side: target.side, ...pumpOf(target).snapshot(), faults: target.simulator.faults }),
};

/** Carries out one line of control input. The value is what to print beside the command's name. */
export const runControlLine = (target: ControlTarget, line: string): Outcome => {
  const [name = "", ...words] = line.trim().split(/\s+/);
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return run ? run(target, words) : err(`unknown command "${name}"; known: ${CONTROL_HELP}`);
};
