export { type CallerRights, createRightsOf, type RightsOf } from "./caller-rights.js";
