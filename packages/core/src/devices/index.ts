export {
  type ChargerStart,
  type ChargerStop,
  type CommandEnvelope,
  type CommandFailureCode,
  type CommandOutcome,
  type CommandReply,
  commandEnvelope,
  commandFailureCode,
  commandReply,
  type DeviceCommand,
  deviceCommand,
  type GatewaySettings,
  gatewaySettings,
  type PumpAuthorise,
  type PumpCancel,
} from "./commands.js";
export {
  type ChargerMeterValues,
  type ChargerSessionStarted,
  type ChargerSessionStopped,
  type DeviceEvent,
  type DeviceEventBody,
  deviceEvent,
  deviceEventBody,
  type EventAck,
  type EventBatch,
  eventAck,
  eventBatch,
  type FrameEvidence,
  type MeterReading,
  type PumpAlarm,
  type PumpSale,
} from "./events.js";
export { deviceId, unitPrice } from "./fields.js";
export { DEVICE_CONTRACT_VERSION } from "./protocol-version.js";
export {
  type ChargerState,
  type ConnectorStatus,
  chargerState,
  connectorStatus,
  type EquipmentState,
  equipmentState,
  type GatewayStatus,
  gatewayStatus,
  type PumpState,
  pumpState,
} from "./states.js";
export { type DeviceTopic, deviceTopics, parseTopic, topicOf } from "./topics.js";
