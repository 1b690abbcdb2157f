export {
  type SharingDemand,
  type SharingPolicy,
  type SharingSite,
  sharePower,
  sharingPolicies,
} from "./share-power.js";
export { type SharingOutcome, type SharingSession, simulateSharing } from "./simulate-sharing.js";
