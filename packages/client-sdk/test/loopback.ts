import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly token: string | undefined;
}

/** `reset` cuts the connection without an answer, `silence` never answers. */
export type Reply =
  | "reset"
  | "silence"
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown };

export interface Loopback {
  readonly baseUrl: string;
  readonly received: Received[];
}

/** A real HTTP server on the loopback for one test. Bodies that are no strings are answered as JSON. */
export const serve = async (
  answer: (request: Received, index: number) => Reply | Promise<Reply>,
): Promise<Loopback> => {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    const each: Received = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await text(request).catch(() => ""),
      token: request.headers.authorization?.replace("Bearer ", ""),
    };
    const index = received.push(each) - 1;
    const reply = await answer(each, index);
    if (reply === "silence") return;
    if (reply === "reset") {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
    response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
};

/** A fuel answer. */
export const good = (data: unknown): Reply => ({ body: { code: 200, message: "success", data } });

/** A fuel refusal. */
export const bad = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: { code: status, message: `refused: ${error}`, error },
});
