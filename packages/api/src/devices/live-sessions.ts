import type { Client } from "aedes";

interface Session {
  readonly client: Client;
  /** Which stored hash let it in. */
  readonly hash: string;
  /** Resolves when everything before it with the same id is gone. */
  readonly free: Promise<void>;
}

const closed = (client: Client): Promise<void> =>
  // One turn more: the broker takes a closed client off its list after the callback.
  new Promise((resolve) => client.close(() => setImmediate(resolve)));

/**
 * Who is connected: one session an id, never two. A newcomer waits until the one before it, and all before that, are closed; so
 * however many come at once, each is gone before the next hears that it is in, and the last one stays.
 */
export class LiveSessions {
  readonly #sessions = new Map<string, Session>();

  /** Takes the id over; resolves when this client is the only one. */
  async claim(id: string, client: Client, hash: string): Promise<void> {
    const before = this.#sessions.get(id);
    const free = before ? before.free.then(() => closed(before.client)) : Promise.resolve();
    this.#sessions.set(id, { client, hash, free });
    client.conn.once("close", () => {
      if (this.#sessions.get(id)?.client === client) this.#sessions.delete(id);
    });
    await free;
  }

  /** Cuts every session whose hash is not among those that are good for its id. */
  keepOnly(isGood: (id: string, hash: string) => boolean): readonly string[] {
    const cut = [...this.#sessions].filter(([id, { hash }]) => !isGood(id, hash));
    for (const [, { client }] of cut) client.close();
    return cut.map(([id]) => id);
  }

  get ids(): readonly string[] {
    return [...this.#sessions.keys()];
  }
}
