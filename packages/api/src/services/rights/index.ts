export { type CallerRights, createRightsOf, type RightsOf } from "./caller-rights.js";
export { type TenantOfCall, tenantOfCall } from "./tenant-of-call.js";
