import { type ChargingResources, chargingResources } from "./generated/charging.resources.js";
import type { operations } from "./generated/charging.types.js";
import { type BodyOf, type Caller, type ClientOptions, createCaller } from "./runtime/index.js";

export type * as Charging from "./generated/charging.types.js";
export * from "./public.js";

export type ChargingCredentials = BodyOf<operations["account.login"]>;

export interface ChargingClientOptions extends ClientOptions {
  /** Asked when there is no session or it is refused: this system renews by signing in again. */
  readonly credentials?: () => ChargingCredentials | Promise<ChargingCredentials>;
}

export type ChargingClient = ChargingResources;

/**
 * A client of the charging system: `client.charge.apply({ mode: "fast", quantity: 30 })`. Its session is kept by
 * `client.account.login` and `client.account.register`; the token travels as a bearer header, never in the URL.
 */
export const createChargingClient = (options: ChargingClientOptions): ChargingClient => {
  const { credentials } = options;
  const caller: Caller = createCaller(options, {
    nextPage: () => undefined,
    session: {
      opens: ["account.login", "account.loginByCode", "account.register"],
      closes: ["account.logout"],
      tokensOf: (answer) => ({ accessToken: answer as string }),
      signIn: credentials && (async () => resources.account.login(await credentials())),
    },
  });
  const resources = chargingResources(caller);
  return resources;
};
