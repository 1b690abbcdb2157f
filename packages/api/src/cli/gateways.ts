import { resolve } from "node:path";
import type { Result } from "@waystation/core/kernel";
import { type Command, InvalidArgumentError } from "commander";
import { ConfigError } from "../config.js";
import type { GatewayProblem } from "../devices/gateway-credentials.js";
import { mosquittoFiles } from "../devices/mosquitto-files.js";
import { hashOfSecret } from "../devices/secret-hash.js";
import { gateways } from "../storage/repositories/gateways.js";
import { describeGatewayProblem, type GatewayDesk, withGateways } from "./with-gateways.js";
import { writePrivateFiles } from "./write-files.js";

/** How a command speaks: answers, remarks beside them, and the end of a failure. */
export interface CliVoice {
  say(text: string): void;
  remark(text: string): void;
  failed(error: unknown): never;
}

const MINUTE_MS = 60_000;

const minutes = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0 || value > 525_600) {
    throw new InvalidArgumentError("a whole number of minutes, up to a year.");
  }
  return value;
};

const unwrap = <T>(result: Result<T, GatewayProblem>): T => {
  if (result.ok) return result.value;
  throw new ConfigError(describeGatewayProblem(result.error));
};

const time = (at: number): string => new Date(at).toISOString();

/** Every gateway with its state; never a secret. */
const list = async ({ db, now }: GatewayDesk) => {
  const [known, secrets, codes] = await Promise.all([
    gateways(db).all(),
    gateways(db).allSecrets(now),
    gateways(db).codes(now),
  ]);
  return known.map(({ id, station, created_at, revoked_at }) => {
    const own = secrets.filter(({ gateway_id }) => gateway_id === id);
    return {
      id,
      station,
      state: revoked_at !== null ? "revoked" : own.length > 0 ? "enrolled" : "not enrolled",
      createdAt: created_at,
      secretSince: own[0]?.created_at ?? null,
      oldSecretUntil: own[1]?.expires_at ?? null,
      codeUntil: codes.find(({ gateway_id }) => gateway_id === id)?.expires_at ?? null,
    };
  });
};

const stationId = async ({ db }: GatewayDesk, code: string): Promise<number> => {
  const stations = await db.selectFrom("stations").select(["id", "code"]).orderBy("id").execute();
  const station = stations.find((each) => each.code === code);
  if (station) return station.id;
  throw new ConfigError(
    `there is no station ${code}; there are ${stations.map((each) => each.code).join(", ") || "none"}`,
  );
};

/** What each of the commands below is made with. */
interface Bench extends CliVoice {
  add(name: string, description: string): Command;
  run(options: { readonly dataDirectory?: string }, work: (desk: GatewayDesk) => Promise<void>): Promise<void>;
}

const addList = ({ add, run, say }: Bench): void => {
  add("list", "Every gateway, its station and its state")
    .option("--json", "one JSON object a line")
    .action((options) =>
      run(options, async (desk) => {
        for (const gateway of await list(desk)) {
          const { id, station, state, oldSecretUntil, codeUntil } = gateway;
          const notes = [
            oldSecretUntil === null ? "" : `the secret before it holds until ${time(oldSecretUntil)}`,
            codeUntil === null ? "" : `a code waits until ${time(codeUntil)}`,
          ].filter(Boolean);
          const line = `${id.padEnd(24)} ${station.padEnd(12)} ${state.padEnd(12)} ${notes.join("; ")}`.trimEnd();
          say(options.json ? JSON.stringify(gateway) : line);
        }
      }),
    );
};

const addEnrol = ({ add, run, say, remark }: Bench): void => {
  add("enrol", "Make a one-time code by which a daemon gets the secret of this gateway; a new id is made known")
    .argument("<id>", "1–64 letters, digits, dot, dash, underscore")
    .requiredOption("--station <code>", "the station that it serves")
    .option("--valid-minutes <minutes>", "how long the code works", minutes, 60)
    .option("--json", 'one JSON line: {"gatewayId","code","expiresAt"}')
    .action((id: string, options) =>
      run(options, async (desk) => {
        const station = await stationId(desk, options.station);
        const invited = await desk.credentials.invite(id, station, options.validMinutes * MINUTE_MS);
        const { code, expiresAt } = unwrap(invited);
        if (options.json) return say(JSON.stringify({ gatewayId: id, code, expiresAt }));
        say(code);
        remark(`works once, until ${time(expiresAt)}; on the gateway:`);
        remark(`  waystation-daemon enrol --api <address of this API> --code ${code} --config daemon.yaml`);
      }),
    );
};

const addRotate = ({ add, run, say, remark }: Bench): void => {
  add("rotate", "Make a new secret and print it; the one before it holds for the overlap")
    .argument("<id>")
    .option("--overlap-minutes <minutes>", "how long both hold; 0 cuts the connection at once", minutes, 1440)
    .option("--json", 'one JSON line: {"gatewayId","secret"}')
    .action((id: string, options) =>
      run(options, async ({ credentials }) => {
        const credential = unwrap(await credentials.rotate(id, options.overlapMinutes * MINUTE_MS));
        say(options.json ? JSON.stringify(credential) : credential.secret);
        remark(`put it into the daemon's secret file and restart it within ${options.overlapMinutes} minutes`);
      }),
    );
};

const addRevoke = ({ add, run, say }: Bench): void => {
  add("revoke", "End every secret and code of a gateway, and its connection")
    .argument("<id>")
    .action((id: string, options) =>
      run(options, async ({ credentials }) => {
        unwrap(await credentials.revoke(id));
        say(`${id} is revoked`);
      }),
    );
};

const addMosquitto = ({ add, run, say, remark }: Bench): void => {
  add(
    "mosquitto",
    "Write configuration, passwords and access rights for a Mosquitto 2 that takes the embedded broker's place",
  )
    .requiredOption("--out <folder>", "where the three files go")
    .option("--listen <host:port>", "where Mosquitto listens", "127.0.0.1:1883")
    .option("--cert <file>", "PEM certificate: then it speaks TLS")
    .option("--key <file>", "PEM key")
    .addHelpText(
      "after",
      "\nThe API's own account is WAYSTATION_MQTT_USER with WAYSTATION_MQTT_PASSWORD, which must be set.",
    )
    .action((options) =>
      run(options, async ({ config, db, now }) => {
        if (config.mqttPassword === undefined) throw new ConfigError("WAYSTATION_MQTT_PASSWORD is not set");
        if ((options.cert === undefined) !== (options.key === undefined)) {
          throw new ConfigError("--cert and --key belong together");
        }
        const [, host, port] = /^(.+):(\d{1,5})$/.exec(options.listen) ?? [];
        if (!host || !port) throw new ConfigError("--listen is not host:port");
        const hashes = new Map([[config.mqttUser, await hashOfSecret(config.mqttPassword)]]);
        // The newest secret of each comes first; a password file holds one.
        for (const { gateway_id, hash } of await gateways(db).allSecrets(now)) {
          if (hash.startsWith("$7$") && !hashes.has(gateway_id)) hashes.set(gateway_id, hash);
          else if (!hash.startsWith("$7$")) remark(`${gateway_id} has a secret of the first release: rotate it`);
        }
        const directory = resolve(options.out);
        const tls = options.cert ? { certFile: resolve(options.cert), keyFile: resolve(options.key) } : {};
        const files = mosquittoFiles({ host, port: Number(port), ...tls, directory, apiUser: config.mqttUser, hashes });
        writePrivateFiles(directory, files);
        say(`${hashes.size - 1} gateways in ${directory}; tell Mosquitto by SIGHUP`);
      }),
    );
};

/** `gateways list | enrol | rotate | revoke | mosquitto`: who may connect over MQTT. */
export const addGateways = (program: Command, voice: CliVoice): void => {
  const commands = program
    .command("gateways")
    .description("The daemons that may connect over MQTT; a running server takes every change within a second");
  const bench: Bench = {
    ...voice,
    add: (name, description) =>
      commands
        .command(name)
        .description(description)
        .option("--data-directory <path>", "folder of the database (default .waystation)"),
    run: ({ dataDirectory }, work) =>
      withGateways(dataDirectory === undefined ? {} : { dataDirectory }, work).catch(voice.failed),
  };
  for (const addCommand of [addList, addEnrol, addRotate, addRevoke, addMosquitto]) addCommand(bench);
};
