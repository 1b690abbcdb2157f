export { type CallerRights, createRightsOf, type RightsOf } from "./caller-rights.js";
export { DEFAULT_TENANT, type TenantOfCall, tenantOfCall } from "./tenant-of-call.js";
