import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";

/** What `/readyz` answers; `ready` decides between 200 and 503. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

export interface HealthServer {
  /** The port it listens on; undefined when it could not be opened. */
  readonly port: number | undefined;
  close(): Promise<void>;
}

/**
 * Serves `/livez` (the process answers) and `/readyz` (sales can be recorded). A port that is taken is one line in the log: the
 * station sells without it.
 */
export const startHealthServer = (
  { host, port }: { readonly host: string; readonly port: number },
  readiness: () => Readiness,
  log: Logger,
): Promise<HealthServer> => {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response
        .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
        .end(JSON.stringify(body));
    if (request.method !== "GET" && request.method !== "HEAD") return answer(405, { error: "GET only" });
    if (request.url === "/livez") return answer(200, { live: true });
    if (request.url !== "/readyz") return answer(404, { error: "only /livez and /readyz" });
    const state = readiness();
    answer(state.ready ? 200 : 503, state);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve) => {
    server.once("error", (error) => {
      log.error(`health: port ${port} of ${host} cannot be opened: ${error.message}`);
      resolve({ port: undefined, close: async () => undefined });
    });
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close }));
  });
};
