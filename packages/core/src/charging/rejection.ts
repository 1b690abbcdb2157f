/** Every reason for which a station refuses an event; the event then changed nothing. */
export type ChargingRejection =
  | { readonly code: "charging.time-goes-back"; readonly atMs: number }
  | { readonly code: "charging.unknown-car"; readonly car: string }
  | { readonly code: "charging.car-already-in-station"; readonly car: string }
  | { readonly code: "charging.waiting-area-full"; readonly capacity: number }
  | { readonly code: "charging.amount-not-positive"; readonly car: string }
  | { readonly code: "charging.amount-exceeds-battery"; readonly car: string; readonly batteryWh: string }
  | { readonly code: "charging.car-in-charging-area"; readonly car: string }
  | { readonly code: "charging.car-in-fault-queue"; readonly car: string }
  | { readonly code: "charging.unknown-pile"; readonly pile: string }
  | { readonly code: "charging.pile-already-faulty"; readonly pile: string }
  | { readonly code: "charging.pile-not-faulty"; readonly pile: string }
  | { readonly code: "charging.pile-already-stopped"; readonly pile: string }
  | { readonly code: "charging.pile-not-stopped"; readonly pile: string }
  | { readonly code: "charging.completion-is-predicted" }
  | { readonly code: "charging.not-at-connector"; readonly car: string }
  | { readonly code: "charging.already-charging"; readonly car: string }
  | { readonly code: "charging.not-charging"; readonly car: string }
  | { readonly code: "charging.still-charging"; readonly car: string }
  | { readonly code: "charging.meter-goes-back"; readonly car: string }
  | { readonly code: "charging.settings-invalid"; readonly field: string };
