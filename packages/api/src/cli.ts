#!/usr/bin/env node
import { Command } from "commander";
import { addBackup } from "./cli/backup.js";
import { addGateways } from "./cli/gateways.js";
import { type Config, ConfigError, loadConfig } from "./config.js";
import { clockFromEnvironment } from "./runtime/clock.js";
import { DEVELOPMENT_GATEWAY, DEVELOPMENT_PASSWORD } from "./seed/development.js";
import { type Server, startServer } from "./server.js";
import { rotateKeys } from "./services/tokens/index.js";

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`waystation-api: ${text}\n`);

const STOP_LIMIT_MS = 9_500;

const describeFailure = (error: unknown): string => {
  const { code, message, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === "EADDRINUSE") return `port ${port} on ${address} is busy: stop what uses it, or choose another port`;
  if (code === "EACCES") return `no permission: ${message}`;
  const cause = (error as Error).cause;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

const announce = (server: Server, config: Config): void => {
  say(`API        ${server.url}`);
  say(`  fuel     ${server.url}${config.fuelPrefix}`);
  say(`  charging ${server.url}${config.chargingPrefix}`);
  say(`Swagger UI ${server.url}/docs`);
  say(`MQTT       ${server.mqttUrl}`);
  if (config.seed !== "development") return;
  say("");
  say(`Development accounts (password ${DEVELOPMENT_PASSWORD}): admin, attendant001, cashier001, user001`);
  say(
    `Gateway ${DEVELOPMENT_GATEWAY} signs in with the secret in ${config.dataDirectory}/${DEVELOPMENT_GATEWAY}.secret`,
  );
};

const start = async (options: Record<string, unknown>): Promise<void> => {
  const config = loadConfig(process.env, options);
  const server = await startServer(config);
  if (options.json)
    say(JSON.stringify({ url: server.url, mqttUrl: server.mqttUrl, gatewaySecrets: server.gatewaySecrets }));
  else announce(server, config);
  const stop = () => {
    // Whatever hangs, the process ends: a supervisor would kill it in the middle of a write.
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(describeFailure(error));
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
};

const failed = (error: unknown): never => {
  complain(error instanceof ConfigError ? error.message : describeFailure(error));
  process.exit(error instanceof ConfigError ? 2 : 1);
};

const program = new Command("waystation-api").description(
  "The Waystation API: fuel and charging over HTTP, devices over MQTT",
);

program
  .command("start")
  .description("Start the API and its embedded MQTT broker; every option can be set as WAYSTATION_… too")
  .option("--port <number>", "HTTP port, 0 for any free one (default 8080)")
  .option("--host <address>", "HTTP address (default 127.0.0.1)")
  .option("--mqtt-port <number>", "MQTT port, 0 for any free one (default 1883)")
  .option("--mqtt-host <address>", "MQTT address (default 127.0.0.1)")
  .option("--data-directory <path>", "folder of the database and the secrets (default .waystation)")
  .option("--seed <kind>", "none, or development: fill an empty database with a small station")
  .option("--log-level <level>", "fatal, error, warn, info, debug, silent")
  .option("--json", "print one JSON line with the addresses instead of text")
  .action(({ json, ...options }) => start({ ...options, json }).catch(failed));

program
  .command("keys")
  .description("The keys that sign access tokens")
  .command("rotate")
  .description(
    "Sign with a new key from now on; tokens signed before stay valid, running instances notice by themselves",
  )
  .option("--data-directory <path>", "folder of the database and the secrets (default .waystation)")
  .option("--drop-old", "refuse every token signed before: for a key that leaked")
  .action(({ dropOld = false, ...options }) => {
    try {
      const { dataDirectory } = loadConfig(process.env, options);
      const ids = rotateKeys(dataDirectory, clockFromEnvironment(process.env.WAYSTATION_CLOCK).now(), dropOld);
      say(`${ids.at(-1)} signs from now on${ids.length > 1 ? `; still taken: ${ids.slice(0, -1).join(", ")}` : ""}`);
    } catch (error) {
      failed(error);
    }
  });

const voice = { say, remark: (text: string) => process.stderr.write(`${text}\n`), failed };
addGateways(program, voice);
addBackup(program, voice);

program.parseAsync();
