export { type AccessClaims, createTokens, type Tokens } from "./access-tokens.js";
export { type KeyRing, openKeyRing, rotateKeys, type SigningKey } from "./key-ring.js";
