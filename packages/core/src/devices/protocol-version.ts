/** Version of the device contract: first part of every topic and field `v` of every payload. */
export const DEVICE_CONTRACT_VERSION = 1;
