import {
  type ControlFrame,
  type ControllerTransaction,
  createDartFrameParser,
  type DataFrame,
  decodeFromController,
  encodeForController,
  encodeFrame,
  type ParsedItem,
  type PumpTransaction,
} from "../../codecs/wayne-dart/index.js";

/** The pump behind a link. */
export interface LinkUser {
  receive(transactions: readonly ControllerTransaction[]): void;
  /** What there is to tell at a poll; empty for nothing. Told once: the link repeats it until it is acknowledged. */
  news(): readonly PumpTransaction[];
}

/** The pump's end of a DART line for one address: it never speaks unasked. */
export interface SlaveLink {
  receive(item: ParsedItem): void;
  /** Forgets counters and what was not acknowledged, as a power cut does. */
  restart(): void;
}

const nextTx = (tx: number): number => (tx + 1) % 16;

/** A strict slave: a number seen twice in a row is a repetition whatever the frame holds; a damaged frame is refused (NAK). */
export const createSlaveLink = (address: number, user: LinkUser, send: (bytes: Uint8Array) => void): SlaveLink => {
  let sendTx = 0;
  let lastHeardTx: number | undefined;
  let unacknowledged: readonly PumpTransaction[] = [];

  const control = (name: "ack" | "nak" | "eot", tx: number): void =>
    send(encodeFrame({ type: "control", address, control: name, tx }));

  const answerPoll = (): void => {
    if (unacknowledged.length === 0) unacknowledged = user.news();
    if (unacknowledged.length === 0) control("eot", 0);
    else send(encodeFrame({ type: "data", address, tx: sendTx, payload: encodeForController(unacknowledged) }));
  };

  const acknowledged = (tx: number): void => {
    if (unacknowledged.length === 0 || tx !== sendTx) return;
    unacknowledged = [];
    sendTx = nextTx(sendTx);
  };

  const takeData = (frame: DataFrame): void => {
    control("ack", frame.tx);
    if (frame.tx === lastHeardTx) return;
    lastHeardTx = frame.tx;
    user.receive(decodeFromController(frame.payload));
  };

  const takeControl = (frame: ControlFrame): void => {
    if (frame.control === "ack" || frame.control === "ack-poll") acknowledged(frame.tx);
    if (frame.control === "poll" || frame.control === "ack-poll") answerPoll();
    if (frame.control === "nak") sendTx = 0;
  };

  return {
    receive(item) {
      if (item.kind === "frame" && item.frame.address === address) {
        if (item.frame.type === "data") takeData(item.frame);
        else takeControl(item.frame);
      }
      if (item.kind === "bad-checksum" && item.raw[0] === address) {
        lastHeardTx = undefined;
        control("nak", (item.raw[1] ?? 0) & 0x0f);
      }
    },
    restart() {
      sendTx = 0;
      lastHeardTx = undefined;
      unacknowledged = [];
    },
  };
};

/** Cuts a line's bytes and hands them to every link on it. */
export const createSharedLine = (links: readonly SlaveLink[]): ((bytes: Uint8Array) => void) => {
  const parser = createDartFrameParser();
  return (bytes) => {
    for (const item of parser.push(bytes)) for (const link of links) link.receive(item);
  };
};
