import { commandEnvelope, commandReply, gatewaySettings } from "./commands.js";
import { eventAck, eventBatch } from "./events.js";
import { DEVICE_CONTRACT_VERSION } from "./protocol-version.js";
import { equipmentState, gatewayStatus } from "./states.js";

const root = `waystation/v${DEVICE_CONTRACT_VERSION}`;

/**
 * Every topic of the device contract: who sends it, what it holds, and whether the broker retains it.
 * All are QoS 1; `{gatewayId}` is the daemon, `{equipmentId}` a pump or charger behind it.
 */
export const deviceTopics = {
  status: { address: `${root}/{gatewayId}/status`, from: "daemon", retain: true, payload: gatewayStatus },
  state: { address: `${root}/{gatewayId}/state/{equipmentId}`, from: "daemon", retain: true, payload: equipmentState },
  events: { address: `${root}/{gatewayId}/events`, from: "daemon", retain: false, payload: eventBatch },
  replies: { address: `${root}/{gatewayId}/replies`, from: "daemon", retain: false, payload: commandReply },
  ack: { address: `${root}/{gatewayId}/events/ack`, from: "api", retain: false, payload: eventAck },
  commands: { address: `${root}/{gatewayId}/commands`, from: "api", retain: false, payload: commandEnvelope },
  settings: { address: `${root}/{gatewayId}/settings`, from: "api", retain: true, payload: gatewaySettings },
} as const;

/** Short name of a topic in `deviceTopics`. */
export type DeviceTopic = keyof typeof deviceTopics;

/** The topic of one gateway (and of one piece of equipment, for `state`); `+` gives a subscription filter. */
export const topicOf = (topic: DeviceTopic, gatewayId: string, equipmentId = "+"): string =>
  deviceTopics[topic].address.replace("{gatewayId}", gatewayId).replace("{equipmentId}", equipmentId);

/** Which topic of which gateway an address is; undefined for an address outside the contract. */
export const parseTopic = (
  address: string,
): { topic: DeviceTopic; gatewayId: string; equipmentId: string | undefined } | undefined => {
  const [product, version, gatewayId, ...rest] = address.split("/");
  if (`${product}/${version}` !== root || !gatewayId) return undefined;
  const [name, detail, more] = rest;
  if (more !== undefined) return undefined;
  if (name === "state" && detail) return { topic: "state", gatewayId, equipmentId: detail };
  if (name === "events" && detail === "ack") return { topic: "ack", gatewayId, equipmentId: undefined };
  if (
    detail !== undefined ||
    name === undefined ||
    name === "state" ||
    name === "ack" ||
    !Object.hasOwn(deviceTopics, name)
  )
    return undefined;
  return { topic: name as DeviceTopic, gatewayId, equipmentId: undefined };
};
