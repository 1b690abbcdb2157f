import { EventEmitter } from "node:events";
import type { ChargerState, EquipmentState, GatewayStatus, PumpState } from "@waystation/core/devices";

/** The latest state of every gateway, pump and charger, as the retained messages say it. Nothing here is money. */
export class LiveEquipment extends EventEmitter<{
  state: [gatewayId: string, state: EquipmentState];
  status: [gatewayId: string];
}> {
  readonly #states = new Map<string, EquipmentState>();
  readonly #online = new Map<string, boolean>();

  setStatus(gatewayId: string, status: GatewayStatus): void {
    this.#online.set(gatewayId, status.online);
    this.emit("status", gatewayId);
  }

  setState(gatewayId: string, state: EquipmentState): void {
    const equipmentId = state.kind === "pump" ? state.pumpId : state.chargerId;
    this.#states.set(`${gatewayId}/${equipmentId}`, state);
    this.emit("state", gatewayId, state);
  }

  isOnline(gatewayId: string): boolean {
    return this.#online.get(gatewayId) ?? false;
  }

  /** A pump's last state; its link counts as offline while its gateway is. */
  pump(gatewayId: string, pumpId: string): PumpState | undefined {
    const state = this.#states.get(`${gatewayId}/${pumpId}`);
    return state?.kind === "pump" ? { ...state, link: this.isOnline(gatewayId) ? state.link : "offline" } : undefined;
  }

  charger(gatewayId: string, chargerId: string): ChargerState | undefined {
    const state = this.#states.get(`${gatewayId}/${chargerId}`);
    return state?.kind === "charger"
      ? { ...state, link: this.isOnline(gatewayId) ? state.link : "offline" }
      : undefined;
  }
}
