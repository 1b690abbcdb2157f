import { createServer } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { hasPtys, openPtyPair, type PtyPair } from "../../test/pty-pair.js";
import { createSystemTimers } from "../runtime/index.js";
import type { ByteStream, TransportError } from "./byte-stream.js";
import { isPort, streamOfPort } from "./open-port.js";
import { createReconnectingStream } from "./reconnecting-stream.js";
import { createSerialStream } from "./serial-stream.js";
import { createTcpStream } from "./tcp-stream.js";

const settings = { baudRate: 9600, dataBits: 8, parity: "odd", stopBits: 1 } as const;
const next = <T>(subscribe: (listener: (value: T) => void) => void) => new Promise<T>(subscribe);
const poll = Uint8Array.of(0x50, 0x20, 0xfa);

describe.skipIf(!hasPtys())("a serial line", () => {
  let pair: PtyPair;
  const open: ByteStream[] = [];
  const opened = (path: string) => {
    const stream = createSerialStream(path, settings);
    open.push(stream);
    return stream;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((stream) => stream.close()));
    await pair?.close();
  });

  it("says when there is no such port", async () => {
    expect(await opened("/dev/waystation-none").open()).toMatchObject({ error: { code: "transport.port-unknown" } });
  });

  it("carries bytes, refuses a second owner, and notices when it is unplugged", async () => {
    pair = await openPtyPair();
    const [near, far] = [opened(pair.near), opened(pair.far)];
    expect(await near.open()).toMatchObject({ ok: true });
    expect(await far.open()).toMatchObject({ ok: true });
    expect(await opened(pair.near).open()).toMatchObject({ error: { code: "transport.port-busy" } });
    const heard = next<Uint8Array>(far.onData);
    near.write(poll);
    expect(Uint8Array.from(await heard)).toEqual(poll);
    const lost = next<TransportError>(near.onClose);
    await pair.close();
    expect(await lost).toMatchObject({ code: "transport.unplugged" });
  });
});

describe("a TCP line", () => {
  it("says when the connection is refused", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await next<void>((listen) => server.once("listening", listen));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await next<void>((closed) => server.close(() => closed()));
    expect(await createTcpStream("127.0.0.1", port).open()).toMatchObject({ error: { code: "transport.refused" } });
  });
});

describe("a configured port", () => {
  it.each(["/dev/ttyUSB0", "COM3", "tcp://127.0.0.1:4001", "tcp://[::1]:4001"])("may be %s", (port) => {
    expect(isPort(port)).toBe(true);
  });

  it.each(["", "tcp://127.0.0.1", "udp://127.0.0.1:1", "tcp://user@host:1", "tcp://host:1/path"])(
    "may not be %j",
    (port) => {
      expect(isPort(port)).toBe(false);
    },
  );

  it("names its line", () => {
    expect(streamOfPort("tcp://127.0.0.1:4001", settings).name).toBe("tcp://127.0.0.1:4001");
    expect(streamOfPort("/dev/ttyS9", settings).name).toBe("/dev/ttyS9");
  });
});

describe("a reconnecting line", () => {
  it("says once what is wrong, tries again, and carries bytes as soon as the far end is there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await next<void>((listen) => server.once("listening", listen));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await next<void>((closed) => server.close(() => closed()));

    const lines: { msg: string }[] = [];
    const timers = createSystemTimers();
    let attempts = 0;
    let opened = () => {};
    const isOpen = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const line = createReconnectingStream({
      stream: createTcpStream("127.0.0.1", port),
      timers: {
        ...timers,
        after: (delayMs, run) => {
          attempts += 1;
          if (attempts === 3) server.listen(port, "127.0.0.1");
          return timers.after(delayMs / 100, run);
        },
      },
      log: pino({ base: null }, { write: (json) => lines.push(JSON.parse(json)) }),
      onData: () => {},
      onOpen: opened,
      onClose: () => {},
      jitter: () => 1,
    });
    const heard = next<Uint8Array>((listener) =>
      server.on("connection", (socket) => socket.once("data", (bytes) => listener(Uint8Array.from(bytes)))),
    );
    line.start();
    await isOpen;
    line.write(poll);
    expect(await heard).toEqual(poll);
    expect(lines.map(({ msg }) => msg)).toEqual([
      `tcp://127.0.0.1:${port}: the connection was refused`,
      `tcp://127.0.0.1:${port}: the line is open`,
    ]);
    await line.stop();
    server.close();
  });
});
