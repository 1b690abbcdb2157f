// `npm run reliability`: measures the figures of this folder, each also with the fault that must break it.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Figure, hasPassed, type Outcome, runFigure } from "./figure.mjs";

const HELP = `npm run reliability -- [--only S3,R1] [--scale 0.1] [--seed 1] [--json]

  --only NAMES  these figures only, with commas between
  --scale N     share of the cases, above 0 and up to 1 (default 1)
  --seed N      where random choices start (default 1)
  --json        one JSON line for each figure on standard output, instead of the table

Progress goes to standard error. Exit code 1 when a figure is not ok or its control did not fail, 2 for a wrong call.`;

const say = (text: string) => process.stdout.write(`${text}\n`);
const progress = (text: string) => process.stderr.write(`${text}\n`);

const refuse = (reason: string): never => {
  progress(`reliability: ${reason} (--help says more)`);
  process.exit(2);
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        only: { type: "string" },
        scale: { type: "string", default: "1" },
        seed: { type: "string", default: "1" },
      },
    });
    const [scale, seed] = [Number(values.scale), Number(values.seed)];
    if (!(scale > 0 && scale <= 1)) return refuse("--scale must be a number above 0 and up to 1");
    if (!Number.isSafeInteger(seed)) return refuse("--seed must be a whole number");
    return { ...values, scale, seed };
  } catch (error) {
    return refuse((error as Error).message);
  }
};

const byNumber = (left: string, right: string) => left.localeCompare(right, "en", { numeric: true });

/** The figures by name: every file that is called after one. */
const available = readdirSync(new URL(".", import.meta.url))
  .flatMap((file) => /^([rs]\d+)\.mts$/.exec(file)?.[1]?.toUpperCase() ?? [])
  .sort(byNumber);

const chosenBy = (only: string | undefined): readonly string[] => {
  if (only === undefined) return available;
  const names = [...new Set(only.split(",").map((name) => name.trim().toUpperCase()))];
  const unknown = names.find((name) => !available.includes(name));
  if (unknown !== undefined) refuse(`there is no figure ${unknown || '""'}; there are ${available.join(", ")}`);
  return names.sort(byNumber);
};

const printTable = (outcomes: readonly Outcome[]): void => {
  for (const outcome of outcomes) {
    const { figure, claim, measured, ok, controlFailed, controlMeasured } = outcome;
    say(`${hasPassed(outcome) ? "ok  " : "FAIL"}  ${figure.padEnd(4)} ${claim}`);
    say(`            measured   ${measured}${ok ? "" : "   ← does not hold"}`);
    if (controlFailed !== null)
      say(`            control    ${controlMeasured}${controlFailed ? "" : "   ← did not fail"}`);
  }
  const failed = outcomes.filter((outcome) => !hasPassed(outcome)).map(({ figure }) => figure);
  say(failed.length === 0 ? `all ${outcomes.length} figures hold` : `failed: ${failed.join(", ")}`);
};

const options = readOptions();
if (options.help) {
  say(`${HELP}\n\nFigures: ${available.join(", ")}`);
  process.exit(0);
}
const outcomes: Outcome[] = [];
for (const name of chosenBy(options.only)) {
  progress(`${name} …`);
  const { figure } = (await import(`./${name.toLowerCase()}.mts`)) as { figure: Figure };
  const outcome = await runFigure(figure, options, progress);
  outcomes.push(outcome);
  if (options.json) say(JSON.stringify(outcome));
}
if (!options.json) printTable(outcomes);
process.exit(outcomes.every(hasPassed) ? 0 : 1);
