import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { backUp, restore } from "../packages/api/src/storage/backup.js";
import { openDatabase } from "../packages/api/src/storage/database.js";
import type { Figure } from "./figure.mjs";

const NORMAL_CALLERS = 24;
const OVERLOAD = 4;
/** Callers of the overload for each normal one: so many that, taken all, they would wait far longer than twice as long. */
const CROWD = 12;
const ROUND_MS = 1_000;
const ROUNDS = 15;
const STOPS = 20;
const EXIT_LIMIT_MS = 10_000;
const RESTORE_LIMIT_MS = 60_000;
const UNLIMITED = "1000000";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Api {
  readonly url: URL;
  readonly process: ChildProcess;
  readonly dataDirectory: string;
}

/** The API as a process of its own, with as many places as the normal load takes; without limits for the control. */
const startApi = async (dataDirectory: string, fault: boolean): Promise<Api> => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "packages/api/src/cli.ts", "start", "--json", "--seed", "development", "--log-level", "silent"],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        WAYSTATION_PORT: "0",
        WAYSTATION_MQTT_PORT: "0",
        WAYSTATION_DATA: dataDirectory,
        WAYSTATION_MAX_IN_FLIGHT: fault ? UNLIMITED : String(NORMAL_CALLERS),
        WAYSTATION_MAX_EVENT_LOOP_LAG_MS: UNLIMITED,
        WAYSTATION_RATE_PER_ADDRESS: "0",
        WAYSTATION_RATE_PER_USER: "0",
        WAYSTATION_RATE_OPEN_WRITES: "0",
      },
    },
  );
  for await (const line of createInterface({ input: child.stdout! })) {
    return { url: new URL((JSON.parse(line) as { url: string }).url), process: child, dataDirectory };
  }
  throw new Error("the API did not start");
};

const stopApi = async ({ process: child }: Api): Promise<{ exitMs: number; code: number | null }> => {
  const started = performance.now();
  const exited = once(child, "exit") as Promise<[number | null]>;
  child.kill("SIGTERM");
  const [code] = await exited;
  return { exitMs: performance.now() - started, code };
};

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | undefined;
  readonly closes: boolean;
  readonly text: string;
}

/** One exchange on an agent's connection. Rejects when the connection breaks before the whole answer is there. */
const exchange = (agent: Agent, url: URL, token: string | undefined, body: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = httpRequest(
      url,
      {
        agent,
        method: "POST",
        headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("aborted", () => reject(new Error("the answer broke off")));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            ms: performance.now() - started,
            retryAfter: response.headers["retry-after"],
            closes: response.headers.connection === "close",
            text: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });

const ORDER = { station_id: 1, oil_id: 2, oil_gun_id: 3, amount: 50 };

const signIn = async (api: Api): Promise<string> => {
  const agent = new Agent();
  const account = { username: "admin", password: "password123" };
  const { text } = await exchange(agent, new URL("/fuel/api/v1/auth/login", api.url), undefined, account);
  agent.destroy();
  return (JSON.parse(text) as { data: { token: string } }).data.token;
};

interface Load {
  readonly acceptedMs: number[];
  readonly orderIds: number[];
  refused: number;
  /** Refusals that do not say when to come again, and answers that are none of these. */
  wrong: number;
  /** Requests that were sent and never answered. */
  dropped: number;
}

/**
 * Callers that each send one order after another on a connection of their own until `isOver`, at most one in `cycleMs`. Whoever is refused comes again in the next cycle, far sooner
 * than asked to. A caller whose connection the server says it closes goes away.
 */
const loadOf = async (
  api: Api,
  token: string,
  { callers, cycleMs, isOver }: { callers: number; cycleMs: number; isOver: () => boolean },
): Promise<Load> => {
  const load: Load = { acceptedMs: [], orderIds: [], refused: 0, wrong: 0, dropped: 0 };
  const url = new URL("/fuel/api/v1/orders", api.url);
  const call = async (_: unknown, index: number): Promise<void> => {
    await setTimeout((cycleMs * index) / callers);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!isOver()) {
      const started = performance.now();
      let answer: Answer;
      try {
        answer = await exchange(agent, url, token, ORDER);
      } catch {
        load.dropped++;
        break;
      }
      if (answer.status === 200) {
        load.acceptedMs.push(answer.ms);
        load.orderIds.push((JSON.parse(answer.text) as { data: { order_id: number } }).data.order_id);
      } else if (answer.status === 503 || answer.status === 429) {
        load.refused++;
        if (answer.retryAfter === undefined) load.wrong++;
      } else load.wrong++;
      if (answer.closes) break;
      const restMs = started + cycleMs - performance.now();
      if (restMs > 0) await setTimeout(restMs);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: callers }, call));
  return load;
};

const sumOf = (loads: readonly Load[]): Load => ({
  acceptedMs: loads.flatMap(({ acceptedMs }) => acceptedMs),
  orderIds: loads.flatMap(({ orderIds }) => orderIds),
  refused: loads.reduce((sum, { refused }) => sum + refused, 0),
  wrong: loads.reduce((sum, { wrong }) => sum + wrong, 0),
  dropped: loads.reduce((sum, { dropped }) => sum + dropped, 0),
});

const p99 = (times: readonly number[]): number =>
  times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY;

/** The p99 of the middle round: one round in which the machine was busy with something else decides nothing. */
const typicalP99 = (loads: readonly Load[]): number =>
  loads.map(({ acceptedMs }) => p99(acceptedMs)).toSorted((left, right) => left - right)[loads.length >> 1] ??
  Number.NaN;

const after = (ms: number): (() => boolean) => {
  const end = performance.now() + ms;
  return () => performance.now() > end;
};

/** Which of the acknowledged orders the database does not hold, read by another process than the one that wrote them. */
const lostOf = async (dataDirectory: string, orderIds: readonly number[]): Promise<number> => {
  const db = openDatabase(join(dataDirectory, "waystation.db"));
  const rows = await db.selectFrom("fuel_orders").select("id").execute();
  await db.destroy();
  const stored = new Set(rows.map(({ id }) => id));
  return orderIds.filter((id) => !stored.has(id)).length;
};

const inFolder = async <T,>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "waystation-s6-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Normal load and four times as much by turns, so that whatever else the machine does falls on both. */
const overload = (scale: number, fault: boolean) =>
  inFolder(async (folder) => {
    const api = await startApi(folder, fault);
    const token = await signIn(api);
    const callers = NORMAL_CALLERS;
    await loadOf(api, token, { callers, cycleMs: 0, isOver: after(2 * ROUND_MS) });
    const all = { normal: [] as Load[], heavy: [] as Load[] };
    for (let round = 0; round < Math.max(5, ROUNDS * scale); round++) {
      const normal = await loadOf(api, token, { callers, cycleMs: 0, isOver: after(ROUND_MS) });
      const crowd = callers * CROWD;
      const cycleMs = (crowd * ROUND_MS) / (OVERLOAD * Math.max(1, normal.orderIds.length));
      all.normal.push(normal);
      all.heavy.push(await loadOf(api, token, { callers: crowd, cycleMs, isOver: after(ROUND_MS) }));
    }
    const backup = join(folder, "backup.db");
    await backUp(folder, backup);
    await stopApi(api);
    const [normal, heavy] = [sumOf(all.normal), sumOf(all.heavy)];
    const acknowledged = [...normal.orderIds, ...heavy.orderIds];
    const restored = join(folder, "restored");
    const began = performance.now();
    await restore(restored, backup);
    const restoreMs = performance.now() - began;
    const lost = (await lostOf(folder, acknowledged)) + (await lostOf(restored, acknowledged));
    return { normalMs: typicalP99(all.normal), heavyMs: typicalP99(all.heavy), heavy, lost, restoreMs };
  });

/** SIGTERM in the middle of the load: what every caller had sent is answered, and stored where it was acknowledged. */
export const stopUnderLoad = () =>
  inFolder(async (folder) => {
    const api = await startApi(folder, false);
    const token = await signIn(api);
    let isStopping = false;
    const loading = loadOf(api, token, {
      callers: NORMAL_CALLERS,
      cycleMs: 0,
      isOver: () => isStopping && api.process.exitCode !== null,
    });
    await setTimeout(300);
    isStopping = true;
    const { exitMs, code } = await stopApi(api);
    const { dropped, wrong, orderIds } = await loading;
    return { exitMs, code, dropped, wrong, lost: await lostOf(folder, orderIds), taken: orderIds.length };
  });

const measure = async (scale: number, fault: boolean) => {
  const { normalMs, heavyMs, heavy, lost, restoreMs } = await overload(scale, fault);
  const ratio = heavyMs / normalMs;
  const spoken = `${OVERLOAD}× overload: p99 of accepted ${heavyMs.toFixed(0)} ms, ${ratio.toFixed(2)}× the normal ${normalMs.toFixed(0)} ms; ${heavy.acceptedMs.length} accepted, ${heavy.refused} refused, ${heavy.wrong} otherwise, ${heavy.dropped} dropped, ${lost} lost; restored in ${restoreMs.toFixed(0)} ms with balanced books`;
  const isGood = ratio <= 2 && heavy.wrong + heavy.dropped + lost === 0 && restoreMs <= RESTORE_LIMIT_MS;
  if (fault || !isGood) return { measured: spoken, ok: isGood };
  let longestMs = 0;
  const sum = { dropped: 0, wrong: 0, lost: 0, taken: 0, badExits: 0 };
  const stops = Math.max(2, Math.round(STOPS * scale));
  for (let count = 0; count < stops; count++) {
    const stop = await stopUnderLoad();
    longestMs = Math.max(longestMs, stop.exitMs);
    sum.dropped += stop.dropped;
    sum.wrong += stop.wrong;
    sum.lost += stop.lost;
    sum.taken += stop.taken;
    if (stop.code !== 0) sum.badExits++;
  }
  const isCalm = sum.dropped + sum.wrong + sum.lost + sum.badExits === 0 && longestMs <= EXIT_LIMIT_MS;
  return {
    measured: `${spoken}; SIGTERM ${stops}× under load: ${sum.taken} taken, ${sum.dropped} dropped, ${sum.wrong} otherwise, ${sum.lost} lost, ${sum.badExits} bad exits, longest exit ${longestMs.toFixed(0)} ms`,
    ok: isCalm,
  };
};

export const figure: Figure = {
  figure: "S6",
  claim:
    "4× overload: p99 of accepted ≤ 2× normal, the rest 503/429 with Retry-After, 0 acknowledged writes lost; SIGTERM under load 20×: 0 dropped, exit ≤ 10 s; restore ≤ 60 s with all invariants true",
  control: "limits off",
  run: ({ scale, fault }) => measure(scale, fault),
};
