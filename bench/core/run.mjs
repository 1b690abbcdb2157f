// Runs the benchmarks of the core beside their peers in one process and prints what each does in a second of CPU time.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";

const help = `npm run bench:core -- [--only NAME] [--json]

  --only NAME   the benchmarks or files whose name holds NAME
  --json        one JSON object a case instead of a table
  --help        this text

Each *.bench.mjs here exports \`cases\`: { bench, case, peerName?, unit, target, ours, peer?, peerAsync?, measure? }.
measure "ops" (default) counts operations per CPU second of \`ours\` and of \`peer\` or \`peerAsync\`, in alternating rounds;
measure "time" runs \`ours\` (and a peer) three times and takes the median of the CPU seconds.`;

const { values: options } = parseArgs({
  options: { only: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});

const rounds = 11;
const roundMs = 80;
const warmUpMs = 200;

/** Keeps results alive, so that the compiler cannot drop the work. */
const sink = { value: undefined };

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];

const runMany = (operation, count) => {
  for (let done = 0; done < count; done++) sink.value = operation();
};

const runManyAsync = async (operation, count) => {
  for (let done = 0; done < count; done++) sink.value = await operation();
};

/** A meter of one side: `warmUp` finds how many operations fill a round, `round` gives operations per CPU second. */
const createMeter = (operation, isAsync) => {
  const many = isAsync ? runManyAsync : runMany;
  let count = 1;
  const spend = async (operations) => {
    const started = cpuMs();
    await many(operation, operations);
    return cpuMs() - started;
  };
  return {
    async warmUp() {
      let spent = 0;
      for (let last = 0; spent < warmUpMs || last < roundMs / 2; spent += last) {
        last = await spend(count);
        count = Math.max(1, Math.ceil(count * Math.min(8, roundMs / Math.max(last, 0.5))));
      }
    },
    async round() {
      return (count / (await spend(count))) * 1000;
    },
  };
};

const measureOperations = async ({ ours, peer, peerAsync }) => {
  const meters = [createMeter(ours, false)];
  if (peer ?? peerAsync) meters.push(createMeter(peer ?? peerAsync, peer === undefined));
  for (const meter of meters) await meter.warmUp();
  const rates = meters.map(() => []);
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes every round: a slow moment of the machine hits both sides alike.
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    for (const side of order) if (meters[side]) rates[side].push(await meters[side].round());
  }
  const [mine, theirs] = rates;
  return {
    ours: median(mine),
    peer: theirs && median(theirs),
    ratio: theirs && median(mine.map((rate, round) => rate / theirs[round])),
  };
};

const measureTime = async ({ ours, peer, peerAsync }) => {
  const sides = [ours, peer ?? peerAsync].filter(Boolean);
  const seconds = sides.map(() => []);
  for (let round = 0; round < 3; round++) {
    for (const [side, run] of sides.entries()) {
      const started = cpuMs();
      sink.value = await run();
      seconds[side].push((cpuMs() - started) / 1000);
    }
  }
  const [mine, theirs] = seconds.map(median);
  return { ours: mine, peer: theirs, ratio: theirs && theirs / mine };
};

const isMet = ({ target, measure: kind }, { ours, ratio }) => {
  if (target === undefined) return null;
  if (ratio !== undefined) return ratio >= target;
  return kind === "time" ? ours <= target : ours >= target;
};

const measure = async (each) => {
  const measured = await (each.measure === "time" ? measureTime(each) : measureOperations(each));
  const { ours, peer = null, ratio = null } = measured;
  return { ...each, ours, peer, peerName: each.peerName ?? null, ratio, met: isMet(each, measured) };
};

const number = (value) =>
  value === null ? "–" : value >= 1000 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);

const printTable = (results) => {
  const header = ["bench", "case", "ours", "peer", "ratio", "unit", "target"];
  const rows = results.map(({ bench, case: name, ours, peer, peerName, ratio, unit, target, met, measure: kind }) => [
    bench,
    name,
    number(ours),
    peer === null ? "–" : `${number(peer)} (${peerName})`,
    ratio === null ? "–" : `${ratio.toFixed(1)}×`,
    unit,
    target === undefined
      ? "–"
      : `${ratio !== null ? `≥ ${target}×` : kind === "time" ? `≤ ${target}` : `≥ ${number(target)}`} ${met ? "met" : "MISSED"}`,
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  for (const row of [header, ...rows]) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd()}\n`,
    );
  }
};

const printJson = ({ bench, case: name, ours, peer, peerName, ratio, unit }) =>
  process.stdout.write(`${JSON.stringify({ bench, case: name, ours, peer, peerName, ratio, unit })}\n`);

const main = async () => {
  if (options.help) return process.stdout.write(`${help}\n`);
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".bench.mjs"));
  const cases = [];
  for (const file of files.sort()) {
    for (const each of (await import(new URL(file, import.meta.url))).cases) cases.push({ file, ...each });
  }
  const { only } = options;
  const wanted = cases.filter(({ file, bench }) => only === undefined || file.includes(only) || bench.includes(only));
  if (wanted.length === 0)
    throw new Error(
      `no benchmark named ${only}; there are ${[...new Set(cases.map(({ bench }) => bench))].join(", ")}`,
    );

  const results = [];
  for (const each of wanted) {
    if (!options.json) process.stderr.write(`${each.bench}: ${each.case} …\n`);
    const result = await measure(each);
    if (options.json) printJson(result);
    else results.push(result);
  }
  if (!options.json) printTable(results);
};

main().catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
});
