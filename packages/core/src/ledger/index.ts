export { type Account, availableBalance, type LedgerUnit, openAccount, type Side } from "./account.js";
export { type Capture, captureHold, type Hold, type HoldPosting, heldRest, placeHold, releaseHold } from "./hold.js";
export { checkLedger, type LedgerViolation } from "./invariants.js";
export { type LedgerRecord, type LedgerRefusal, type Movement, reverseMovements, transfer } from "./movement.js";
export { type Posting, post } from "./post.js";
