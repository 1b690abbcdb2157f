import { type FuelResources, fuelResources } from "./generated/fuel.resources.js";
import type { operations, Pagination } from "./generated/fuel.types.js";
import {
  type BodyOf,
  type Caller,
  type ClientOptions,
  createCaller,
  memoryTokenStore,
  type NextPage,
  type TokenStore,
  webPlatform,
} from "./runtime/index.js";

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
  readonly refresh_token?: string;
}

const nextPage: NextPage = (page) => {
  const { pagination } = page as { pagination: Pagination };
  return pagination.page < pagination.total_pages ? { page: pagination.page + 1 } : undefined;
};

/** Asks for a refresh token with every sign-in, and spends the kept one where a refresh names none. */
const withRotation = (resources: FuelResources, tokens: TokenStore): FuelResources => ({
  ...resources,
  auth: {
    ...resources.auth,
    login: (body, options) => resources.auth.login({ refresh_token: true, ...body }, options),
    loginByCode: (body, options) => resources.auth.loginByCode({ refresh_token: true, ...body }, options),
    refresh: async (body, options) => {
      const { refreshToken } = (await tokens.get()) ?? {};
      return resources.auth.refresh(body ?? (refreshToken ? { refresh_token: refreshToken } : {}), options);
    },
  },
});

/**
 * A client of the fuel system: `client.orders.create({...})`. Its session is kept by `client.auth.login`, renewed when
 * nine tenths of its life are over or it is refused, and forgotten by `client.auth.logout`.
 */
export const createFuelClient = (options: FuelClientOptions): FuelClient => {
  const { credentials, platform = webPlatform, tokens = memoryTokenStore() } = options;
  const caller: Caller = createCaller(
    { ...options, tokens },
    {
      nextPage,
      session: {
        opens: ["auth.login", "auth.loginByCode", "auth.refresh"],
        closes: ["auth.logout"],
        tokensOf: (answer, now) => {
          const { token, expires_in, refresh_token: refreshToken } = answer as TokenAnswer;
          const renewAtMs = now + expires_in * 900;
          return { accessToken: token, renewAtMs, ...(refreshToken === undefined ? {} : { refreshToken }) };
        },
        // With a key it is repeated when its answer is lost, as the server allows for ten seconds.
        refresh: () => client.auth.refresh(undefined, { idempotencyKey: platform.uuid() }),
        signIn: credentials && (async () => client.auth.login(await credentials())),
      },
    },
  );
  const client = withRotation(fuelResources(caller), tokens);
  return client;
};
