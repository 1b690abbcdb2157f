import type { DriverHost } from "../driver.js";
import { type ChargerMemory, loadMemory, memoryChanges } from "./charger-memory.js";
import type { Change } from "./transaction-book.js";

/**
 * A charger's durable memory and the one road to change it. What is readable as `memory` is always what is stored: it is
 * replaced after the commit, so a failing disk leaves it as it was and the charger, unanswered, tries again.
 */
export class ChargerStore {
  readonly chargerId: string;
  readonly #host: DriverHost;
  #memory: ChargerMemory;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(host: DriverHost, chargerId: string, memory: ChargerMemory) {
    this.#host = host;
    this.chargerId = chargerId;
    this.#memory = memory;
  }

  static async load(host: DriverHost, chargerId: string): Promise<ChargerStore> {
    return new ChargerStore(host, chargerId, await loadMemory(host.journal, chargerId));
  }

  get memory(): ChargerMemory {
    return this.#memory;
  }

  /** Runs tasks one after the other, in the order they were handed in; all changes happen inside one. A failure holds up nothing. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Stores an event and the memory that goes with it in one transaction. */
  async commit({ memory, event }: Change): Promise<void> {
    await this.#host.record(event, memoryChanges(this.chargerId, this.#memory, memory));
    this.#memory = memory;
  }

  /** Stores a memory that no event goes with. */
  async remember(memory: ChargerMemory): Promise<void> {
    for (const [key, value] of Object.entries(memoryChanges(this.chargerId, this.#memory, memory)))
      await this.#host.journal.set(key, value);
    this.#memory = memory;
  }
}
