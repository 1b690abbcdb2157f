import { createHash, timingSafeEqual } from "node:crypto";
import type { CommandOutcome, DeviceCommand } from "@waystation/core/devices";
import { deviceId } from "@waystation/core/devices";
import type { Cancel, CommandContext, DeviceDriver, DriverHost } from "../driver.js";
import { CentralSystem, type Handshake } from "./central-system.js";
import { OcppCharger } from "./charger.js";
import { type ListenAddress, type OcppChargerConfig, type OcppConfig, parseListenAddress } from "./config.js";
import { createTransactionIds } from "./transaction-ids.js";

/** The driver of an OCPP line; `address` tells the port that the system chose for port 0. */
export interface OcppDriver extends DeviceDriver {
  readonly address: ListenAddress | undefined;
}

const firstRetryMs = 1_000;
const lastRetryMs = 30_000;

const sha256 = (secret: string | Buffer): Buffer => createHash("sha256").update(secret).digest();

/** The daemon as the chargers' central system: they connect to it, it keeps their transactions and carries out commands. */
export const createOcppDriver = (line: OcppConfig, host: DriverHost): OcppDriver => {
  const address = parseListenAddress(line.listen);
  if (!address) throw new Error(`not an address: ${line.listen}`);
  const transactionIds = createTransactionIds(host.clock);
  const configs = new Map<string, OcppChargerConfig>(line.chargers.map((charger) => [charger.id, charger]));
  const chargers = new Map<string, Promise<OcppCharger>>();
  const loaded = new Map<string, OcppCharger>();
  let cancelRetry: Cancel | undefined;
  let stopped = false;

  const chargerOf = (config: OcppChargerConfig): Promise<OcppCharger> => {
    const known = chargers.get(config.id);
    if (known) return known;
    const loading = OcppCharger.load({ config, line, host, transactionIds }).then((charger) => {
      loaded.set(config.id, charger);
      return charger;
    });
    // A journal that cannot be read now may be readable at the next try.
    loading.catch(() => chargers.delete(config.id));
    chargers.set(config.id, loading);
    return loading;
  };

  const admit = async ({ identity, password, remoteAddress }: Handshake): Promise<0 | 401 | 404> => {
    const listed = configs.get(identity);
    if (!listed && !(line.acceptUnknown && deviceId.safeParse(identity).success)) {
      host.log.warn({ identity, remoteAddress }, "refused a charger that is not in the configuration");
      return 404;
    }
    const config = listed ?? { id: identity, connectors: 1 };
    if (config.password !== undefined && !timingSafeEqual(sha256(config.password), sha256(password ?? ""))) {
      host.log.warn({ identity, remoteAddress }, "refused a charger with a wrong password");
      return 401;
    }
    configs.set(identity, config);
    await chargerOf(config);
    return 0;
  };

  const central = new CentralSystem({
    admit,
    onCharger: (identity, socket) => {
      host.log.info({ chargerId: identity }, "charger connected");
      loaded.get(identity)?.attach(socket);
    },
    onError: (error) => host.log.error({ error }, "the chargers' server failed at a connection"),
  });

  const listen = async (retryMs: number): Promise<void> => {
    try {
      await central.listen(address);
      host.log.info({ listen: line.listen }, "waiting for chargers");
    } catch (error) {
      if (stopped) return;
      const reason = error instanceof Error ? error.message : String(error);
      host.log.warn({ listen: line.listen, reason, retryMs }, "cannot listen for chargers, trying again");
      cancelRetry = host.timers.after(retryMs, () => void listen(Math.min(2 * retryMs, lastRetryMs)));
    }
  };

  return {
    get equipmentIds() {
      return [...configs.keys()];
    },
    get address() {
      return central.address;
    },
    start: async () => {
      // All ids in use are known before the first is given out.
      for (const charger of await Promise.all(line.chargers.map(chargerOf))) charger.publish();
      await listen(firstRetryMs);
    },
    stop: async () => {
      stopped = true;
      cancelRetry?.();
      await central.close();
      for (const charger of loaded.values()) charger.stop();
    },
    execute: async (command: DeviceCommand, context: CommandContext): Promise<CommandOutcome> => {
      if (command.type !== "charger.start" && command.type !== "charger.stop")
        return { status: "failed", code: "command.unsupported", message: `a charger has no ${command.type}` };
      const charger = loaded.get(command.chargerId);
      if (!charger)
        return { status: "failed", code: "device.unknown", message: `there is no charger ${command.chargerId}` };
      return command.type === "charger.start" ? charger.startCharge(command, context) : charger.stopCharge(command);
    },
    applySettings: () => undefined,
  };
};
