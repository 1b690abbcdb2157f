/** One configuration key of a charge point. */
interface Setting {
  value: string;
  readonly readonly: boolean;
}

const measurands = "Energy.Active.Import.Register,Power.Active.Import";

const writable = {
  MeterValueSampleInterval: "60",
  ClockAlignedDataInterval: "900",
  HeartbeatInterval: "300",
  ConnectionTimeOut: "300",
  MeterValuesSampledData: measurands,
  MeterValuesAlignedData: measurands,
  AuthorizeRemoteTxRequests: "false",
  StopTransactionOnInvalidId: "true",
};
const fixed = { NumberOfConnectors: "1", SupportedFeatureProfiles: "Core,RemoteTrigger" };

/** What GetConfiguration shows and ChangeConfiguration changes. */
export class Configuration {
  readonly #settings: Map<string, Setting>;

  constructor(connectors: number) {
    this.#settings = new Map([
      ...Object.entries(writable).map(([key, value]): [string, Setting] => [key, { value, readonly: false }]),
      ...Object.entries({ ...fixed, NumberOfConnectors: String(connectors) }).map(([key, value]): [string, Setting] => [
        key,
        { value, readonly: true },
      ]),
    ]);
  }

  number(key: keyof typeof writable): number {
    return Number(this.#settings.get(key)?.value);
  }

  isOn(key: keyof typeof writable): boolean {
    return this.#settings.get(key)?.value === "true";
  }

  get(keys: readonly string[] = []): Record<string, unknown> {
    const asked = keys.length > 0 ? keys : [...this.#settings.keys()];
    return {
      configurationKey: asked.flatMap((key) => {
        const setting = this.#settings.get(key);
        return setting ? [{ key, ...setting }] : [];
      }),
      unknownKey: asked.filter((key) => !this.#settings.has(key)),
    };
  }

  change(key: string, value: string): "Accepted" | "Rejected" | "NotSupported" {
    const setting = this.#settings.get(key);
    if (!setting) return "NotSupported";
    const isNumber = /^\d+$/.test(setting.value);
    if (setting.readonly || (isNumber && !/^\d{1,7}$/.test(value))) return "Rejected";
    setting.value = value;
    return "Accepted";
  }
}
