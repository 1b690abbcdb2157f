import { type FuelResources, fuelResources } from "./generated/fuel.resources.js";
import type { operations, Pagination } from "./generated/fuel.types.js";
import { type BodyOf, type Caller, type ClientOptions, createCaller, type NextPage } from "./runtime/index.js";

export type * as Fuel from "./generated/fuel.types.js";
export * from "./public.js";

export type FuelCredentials = BodyOf<operations["auth.login"]>;

export interface FuelClientOptions extends ClientOptions {
  /** Asked when there is no session, or none that can be renewed; without it such calls reject with `UnauthorisedError`. */
  readonly credentials?: () => FuelCredentials | Promise<FuelCredentials>;
}

export type FuelClient = FuelResources;

interface TokenAnswer {
  readonly token: string;
  readonly expires_in: number;
}

const nextPage: NextPage = (page) => {
  const { pagination } = page as { pagination: Pagination };
  return pagination.page < pagination.total_pages ? { page: pagination.page + 1 } : undefined;
};

/**
 * A client of the fuel system: `client.orders.create({...})`. Its session is kept by `client.auth.login`, renewed when
 * nine tenths of its life are over or it is refused, and forgotten by `client.auth.logout`.
 */
export const createFuelClient = (options: FuelClientOptions): FuelClient => {
  const { credentials } = options;
  const caller: Caller = createCaller(options, {
    nextPage,
    session: {
      opens: ["auth.login", "auth.refresh"],
      closes: ["auth.logout"],
      tokensOf: (answer, now) => {
        const { token, expires_in } = answer as TokenAnswer;
        return { accessToken: token, renewAtMs: now + expires_in * 900 };
      },
      refresh: () => resources.auth.refresh(),
      signIn: credentials && (async () => resources.auth.login(await credentials())),
    },
  });
  const resources = fuelResources(caller);
  return resources;
};
