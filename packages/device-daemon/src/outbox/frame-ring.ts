import type { FrameTrace, Timers } from "../drivers/driver.js";
import type { Batch, GroupWriter } from "./group-writer.js";
import type { Stamp } from "./stamp.js";

interface StampedFrame {
  readonly frame: FrameTrace & { readonly protocol: string };
  readonly stamp: Stamp;
}

const storeIn = (limit: number): Batch<readonly StampedFrame[], void> => ({
  async apply(connection, groups) {
    const rows = groups
      .flat()
      .map(({ frame, stamp }) => [
        stamp.at,
        stamp.tick,
        frame.protocol,
        frame.equipmentId,
        frame.correlationId,
        frame.direction,
        frame.frame,
      ]);
    await connection.all(
      `insert into frames (at, tick, protocol, equipment_id, correlation_id, direction, frame)
       select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 from json_each(?)`,
      JSON.stringify(rows),
    );
    await connection.all("delete from frames where id <= (select max(id) from frames) - ?", limit);
    return groups.map(() => undefined);
  },
});

const FLUSH_MS = 1_000;
const BUFFER = 5_000;

/**
 * Line frames for diagnosis: the newest `limit` are kept. They are no money: they are written once a second, and dropped, oldest
 * first, while the disk does not take them.
 */
export class FrameRing {
  readonly #writer: GroupWriter;
  readonly #timers: Timers;
  readonly #stamp: () => Stamp;
  readonly #store: Batch<readonly StampedFrame[], void>;
  #buffer: StampedFrame[] = [];
  #scheduled = false;
  #writing: Promise<void> | undefined;

  constructor(writer: GroupWriter, timers: Timers, stamp: () => Stamp, limit: number) {
    this.#writer = writer;
    this.#timers = timers;
    this.#stamp = stamp;
    this.#store = storeIn(limit);
  }

  /** Keeps a frame of a line that speaks `protocol`. */
  add(frame: FrameTrace, protocol: string): void {
    this.#buffer.push({ frame: { ...frame, protocol }, stamp: this.#stamp() });
    if (this.#buffer.length > BUFFER) this.#buffer.shift();
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#timers.after(FLUSH_MS, () => {
      this.#scheduled = false;
      void this.flush();
    });
  }

  /** Writes what is buffered. Never rejects. */
  flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#buffer.length > 0) {
      const frames = this.#buffer;
      this.#buffer = [];
      try {
        await this.#writer.submit(this.#store, frames);
      } catch {
        return;
      }
    }
  }
}
