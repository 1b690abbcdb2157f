import type { EquipmentState } from "@waystation/core/devices";

const idOf = (state: EquipmentState): string => (state.kind === "pump" ? state.pumpId : state.chargerId);

/**
 * Publishes live states, the latest of each pump and charger: while one is under way only the newest waits, so a slow link carries
 * what is true now instead of a queue of what was.
 */
export class StatePublisher {
  readonly #send: (equipmentId: string, state: EquipmentState) => Promise<boolean>;
  readonly #latest = new Map<string, EquipmentState>();
  readonly #changed = new Set<string>();
  readonly #busy = new Set<string>();
  #online = false;

  /** `send` resolves true once the broker has the state. */
  constructor(send: (equipmentId: string, state: EquipmentState) => Promise<boolean>) {
    this.#send = send;
  }

  publish(state: EquipmentState): void {
    const id = idOf(state);
    this.#latest.set(id, state);
    this.#changed.add(id);
    void this.#push(id);
  }

  /** Sends every state again: the broker may have been restarted empty. */
  connected(): void {
    this.#online = true;
    for (const id of this.#latest.keys()) {
      this.#changed.add(id);
      void this.#push(id);
    }
  }

  disconnected(): void {
    this.#online = false;
  }

  async #push(id: string): Promise<void> {
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    while (this.#online && this.#changed.delete(id)) {
      const state = this.#latest.get(id);
      if (state && !(await this.#send(id, state))) break;
    }
    this.#busy.delete(id);
  }
}
