export { wayneDartCodec } from "./decode-capture.js";
export type { NozzleState } from "./fields.js";
export {
  type ControlFrame,
  type ControlName,
  type DartFrame,
  type DataFrame,
  encodeFrame,
  FIRST_ADDRESS,
  LAST_ADDRESS,
} from "./frame.js";
export { createDartFrameParser, type DartFrameParser, type ParsedItem } from "./frame-parser.js";
export { decodeFromController, decodeFromPump, encodeForController, encodeForPump } from "./transaction-codec.js";
export {
  alarmCode,
  type ControllerTransaction,
  isAlarmName,
  type PumpAlarmName,
  type PumpCommand,
  type PumpStatus,
  type PumpTransaction,
} from "./transactions.js";
