export { type Captcha, type CaptchaAnswer, makeCaptcha } from "./captcha.js";
export { CODE_TTL_S, type CodePurpose, sendCode, useCode } from "./one-time-code.js";
export { changePassword, resetPassword } from "./password.js";
export { createPasswordHasher, type HasherLimits, type PasswordHasher } from "./password-hasher.js";
export { proveByCode, proveByPassword } from "./prove-identity.js";
export { pruneSignIns } from "./prune.js";
export {
  closeSession,
  isVersionLive,
  openSession,
  refreshByBearer,
  refreshByToken,
  type SessionOptions,
  type SignedIn,
} from "./sessions.js";
