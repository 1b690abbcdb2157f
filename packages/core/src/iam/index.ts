export {
  type MaskKind,
  maskBankCard,
  maskEmail,
  maskFields,
  maskIdCard,
  maskName,
  maskPhone,
  maskPlate,
} from "./mask.js";
export {
  type Permission,
  type PermissionKind,
  type PermissionNode,
  type PermissionTreeError,
  permissionTree,
  visibleTree,
} from "./permission-tree.js";
export {
  checkPermission,
  compileRights,
  type Denial,
  holdsPermission,
  matchesFilter,
  type RecordFilter,
  type Rights,
  recordFilter,
  type ScopeCondition,
} from "./rights.js";
export type { EntityId, Grant, IdScope, Principal, Role, Scope, ScopedRecord } from "./role.js";
