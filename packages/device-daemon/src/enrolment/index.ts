export { type EnrolmentPlan, readEnrolmentPlan } from "./enrolment-plan.js";
export { describeEnrolmentError, type EnrolmentError, type EnrolmentRequest, requestSecret } from "./request-secret.js";
export { openSecretFile, type SecretFile } from "./secret-file.js";
