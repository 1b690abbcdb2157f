import { Server } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

const POLL_MS = 10;

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));

/**
 * Closes without dropping anybody. No new connection is taken; connections that are open are served on, each answer saying
 * `Connection: close`, for up to `drainMs`, since a request may be on its way on any of them. What still runs is then waited for, and
 * cut off after `hardLimitMs`.
 */
export const registerDrain = (app: FastifyInstance, drainMs: number, hardLimitMs: number): void => {
  app.addHook("preClose", async () => {
    const { server } = app;
    if (!server.listening) return;
    // Right after a round of polling no connection waits to be accepted, so that none is reset with the listening socket.
    await setImmediate();
    // Only stops listening: the close of an HTTP server would cut idle connections at once.
    Server.prototype.close.call(server);
    const until = performance.now() + drainMs;
    while (performance.now() < until && (await connectionsOf(server)) > 0) await setTimeout(POLL_MS);
    void setTimeout(hardLimitMs, undefined, { ref: false }).then(() => server.closeAllConnections());
  });
};
