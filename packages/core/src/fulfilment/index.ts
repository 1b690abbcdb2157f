export {
  type DeliveryTask,
  type DeliveryTaskActor,
  type DeliveryTaskEvent,
  type DeliveryTaskFacts,
  type DeliveryTaskRefusal,
  type DeliveryTaskState,
  deliveryTaskMachine,
} from "./delivery-task.js";
export {
  type FarmAudit,
  type FarmAuditActor,
  type FarmAuditEvent,
  type FarmAuditFacts,
  type FarmAuditRefusal,
  type FarmAuditState,
  farmAuditMachine,
  farmStatus,
} from "./farm-audit.js";
export {
  type Inspection,
  type InspectionActor,
  type InspectionEvent,
  type InspectionFacts,
  type InspectionRefusal,
  type InspectionState,
  inspectionMachine,
} from "./inspection.js";
export {
  type RefuelRecord,
  type RefuelRecordActor,
  type RefuelRecordEvent,
  type RefuelRecordFacts,
  type RefuelRecordRefusal,
  type RefuelRecordState,
  refuelRecordMachine,
  refuelRecordStatus,
} from "./refuel-record.js";
export {
  type TransportTask,
  type TransportTaskActor,
  type TransportTaskEvent,
  type TransportTaskFacts,
  type TransportTaskRefusal,
  type TransportTaskState,
  transportEventOf,
  transportTaskMachine,
} from "./transport-task.js";
