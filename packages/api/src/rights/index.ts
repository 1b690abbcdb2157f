export { builtInRights } from "./built-in-rights.js";
export { type PermissionTable, permissionTableOf, requirePermissions } from "./permission-table.js";
export { seedRights } from "./seed-rights.js";
export type { BuiltInPermission, BuiltInRole, SystemRights } from "./system-rights.js";
