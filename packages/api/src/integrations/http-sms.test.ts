import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpSms } from "./http-sms.js";

const message = { mobile: "13800138000", code: "123456", purpose: "login", expiresInS: 300 };

/** A provider that answers with these statuses in turn; 0 cuts the connection. */
const provider = async (...statuses: number[]) => {
  const received: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: JSON.parse(await text(request)) });
    const status = statuses[received.length - 1]!;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, { location: "http://127.0.0.1:1/" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send` };
};

describe("an SMS provider over HTTP", () => {
  it("is given the headers and the body that were configured, filled in as JSON strings", async () => {
    const { received, url } = await provider(200);
    const body = { to: ["+86{mobile}"], params: { code: "{code}", minutes: "{minutes}" }, template: 7, text: "{text}" };
    await httpSms({ url, headers: { authorization: "Bearer provider-key" }, body }).send(message);
    expect(received[0]?.headers.authorization).toBe("Bearer provider-key");
    expect(received[0]?.body).toEqual({
      to: ["+8613800138000"],
      params: { code: "123456", minutes: "5" },
      template: 7,
      text: "验证码123456，5分钟内有效，请勿告诉他人。",
    });
  });

  it("is tried again after a lost connection and a 5xx", async () => {
    const { received, url } = await provider(0, 503, 200);
    await httpSms({ url, headers: {}, body: {} }).send(message);
    expect(received).toHaveLength(3);
  });

  it.each([
    [[400], 1],
    [[302], 1],
    [[500, 500, 500], 3],
  ])("that answers %j is given up on after %i attempts, without the code in the error", async (statuses, attempts) => {
    const { received, url } = await provider(...statuses, ...statuses, ...statuses);
    const failure = await httpSms({ url, headers: {}, body: { code: "{code}" } })
      .send(message)
      .catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).not.toContain("123456");
    expect(received).toHaveLength(attempts);
  });
});
