import { deviceTopics, parseTopic, topicOf } from "@waystation/core/devices";

type Sender = "daemon" | "api";

const topics = Object.keys(deviceTopics) as (keyof typeof deviceTopics)[];

/** What one account may do on the broker. Nothing that is not said here is allowed. */
export interface TopicRights {
  /** Also asked for a will, when it is left and when it is sent. */
  mayPublish(address: string): boolean;
  maySubscribe(filter: string): boolean;
  /** Asked for every message before it is handed over: a net under `maySubscribe`. */
  mayReceive(address: string): boolean;
}

/** Rights from the device contract: `sends` to the topics from that side, `hears` those of the other; of one gateway or of all (`+`). */
const rightsOf = (gatewayId: string, sends: Sender): TopicRights => {
  const hears: Sender = sends === "daemon" ? "api" : "daemon";
  const isFrom = (address: string, sender: Sender): boolean => {
    const parsed = parseTopic(address);
    if (!parsed || deviceTopics[parsed.topic].from !== sender) return false;
    return gatewayId === "+" || parsed.gatewayId === gatewayId;
  };
  const filters = new Set(
    topics.filter((topic) => deviceTopics[topic].from === hears).map((topic) => topicOf(topic, gatewayId)),
  );
  return {
    mayPublish: (address) => isFrom(address, sends),
    maySubscribe: (filter) => filters.has(filter),
    mayReceive: (address) => isFrom(address, hears),
  };
};

/** A gateway: what daemons send, under its own id; no wildcard, no `$share`, no `$SYS`. */
export const rightsOfGateway = (gatewayId: string): TopicRights => rightsOf(gatewayId, "daemon");

/** The API: what APIs send, to any gateway. */
export const rightsOfApi: TopicRights = rightsOf("+", "api");
