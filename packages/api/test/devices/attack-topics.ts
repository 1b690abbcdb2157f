import { type DeviceTopic, deviceTopics, topicOf } from "@waystation/core/devices";
import { type Account, BrokerClient } from "./broker-client.js";

/** A broker with gateways and the API's account on it. */
export interface AttackedBroker {
  readonly url: string;
  readonly api: Account;
  readonly gateways: readonly Account[];
}

/** Something that got from one gateway to another, or to the API in another's name. */
export interface Crossing {
  readonly kind: string;
  readonly topic: string;
  readonly from: string;
  readonly seenBy: string;
}

export interface Attacked {
  readonly attempts: number;
  readonly crossings: readonly Crossing[];
}

const topics = Object.keys(deviceTopics) as DeviceTopic[];
const isDaemons = (topic: DeviceTopic) => deviceTopics[topic].from === "daemon";
const addressOf = (topic: DeviceTopic, id: string) => topicOf(topic, id, topic === "state" ? "pump-1" : undefined);

/** How one gateway tries to hear another. */
const filtersOf: Readonly<Record<string, (victim: string) => readonly string[]>> = {
  subscription: (victim) => topics.map((topic) => addressOf(topic, victim)),
  wildcard: (victim) => [
    ...topics.map((topic) => topicOf(topic, "+")),
    ...["#", "+/#", "waystation/#", "waystation/v1/#", "waystation/v1/+/+", "/#", "$SYS/#"],
    ...[`waystation/v1/${victim}/#`, `waystation/v1/${victim}/+`, `+/+/${victim}/+/+`],
  ],
  $share: (victim) => [
    ...topics.map((topic) => `$share/group/${addressOf(topic, victim)}`),
    ...["$share/group/#", `$share/group/waystation/v1/${victim}/#`, "$share/group/waystation/v1/+/commands"],
  ],
};

/**
 * Lets half of the gateways attack the other half, then the other way round: each attacker each victim, on every topic of the contract,
 * by publishing (plain and retained), by a will, and by listening (exact, wildcards, `$share`, a session that outlives its connection,
 * and late, to what is retained). Counts what was received, by real clients, that should not have been.
 */
export const attackTopics = async ({ url, api, gateways }: AttackedBroker): Promise<Attacked> => {
  const crossings = new Map<string, Crossing>();
  const forged = new Map<string, Omit<Crossing, "seenBy">>();
  let attempts = 0;
  let marks = 0;
  const clients = gateways.map((account) => new BrokerClient(url, account));
  const observer = new BrokerClient(url, api);
  const listen = async (client: BrokerClient) =>
    client.subscribe(topics.filter((topic) => !isDaemons(topic)).map((topic) => topicOf(topic, client.account.user)));
  const observe = () => observer.subscribe(topics.filter(isDaemons).map((topic) => topicOf(topic, "+")));

  /** All that was sent before is with everybody it goes to, once everybody has heard what was sent after. */
  const settle = async (): Promise<void> => {
    for (const client of clients) {
      const mark = `mark:${++marks}`;
      await client.connect();
      await listen(client);
      await client.publish(addressOf("events", client.account.user), mark);
      await observer.hears(mark);
      await observer.publish(addressOf("commands", client.account.user), mark);
      await client.hears(mark);
    }
  };

  const forge = async (attacker: BrokerClient, victim: BrokerClient): Promise<void> => {
    const from = attacker.account.user;
    for (const topic of topics) {
      const address = addressOf(topic, victim.account.user);
      const payloadOf = (kind: string) => {
        const payload = `forged:${++attempts}`;
        forged.set(payload, { kind, topic, from });
        return payload;
      };
      await attacker.publish(address, payloadOf("publish"), { qos: attempts % 2 ? 1 : 2 });
      await attacker.publish(address, payloadOf("retained"), { retain: true });
      await attacker.end();
      const will = {
        topic: address,
        payload: Buffer.from(payloadOf("will")),
        qos: 1,
        retain: topic === "status",
      } as const;
      await attacker.connect({ will }).catch(() => {});
      await attacker.vanish();
      await attacker.end();
    }
  };

  /** What passes between the API and each victim, while the attackers listen. */
  const converse = async (victims: readonly BrokerClient[], kind: string): Promise<void> => {
    for (const victim of victims) {
      const id = victim.account.user;
      for (const topic of topics) {
        const sender = isDaemons(topic) ? victim : observer;
        await sender.publish(addressOf(topic, id), `secret:${kind}:${id}:${topic}`, {
          retain: deviceTopics[topic].retain,
        });
      }
    }
  };

  const eavesdrop = async (
    attackers: readonly BrokerClient[],
    victims: readonly BrokerClient[],
    kind: string,
    filters: (victim: string) => readonly string[],
    outlive = false,
  ): Promise<void> => {
    for (const attacker of attackers) {
      await attacker.end();
      await attacker.connect({ clean: !outlive });
      const wanted = new Set(victims.flatMap((victim) => filters(victim.account.user)));
      attempts += victims.length * topics.length;
      await attacker.subscribe([...wanted]);
      if (outlive) await attacker.end();
    }
    await converse(victims, kind);
    if (outlive) for (const attacker of attackers) await attacker.connect({ clean: false });
    await settle();
    for (const attacker of attackers) await attacker.end();
  };

  await observe();
  for (const client of clients) await listen(client);
  const half = Math.ceil(clients.length / 2);
  const halves = [clients.slice(0, half), clients.slice(half)] as const;
  for (const [attackers, victims] of [halves, [halves[1], halves[0]] as const]) {
    for (const attacker of attackers) for (const victim of victims) await forge(attacker, victim);
    await settle();
    for (const [kind, filters] of Object.entries(filtersOf)) await eavesdrop(attackers, victims, kind, filters);
    const every = (victim: string) => Object.values(filtersOf).flatMap((filters) => filters(victim));
    await eavesdrop(attackers, victims, "session", every, true);
    await eavesdrop(attackers, victims, "late", every);
  }
  // What was retained comes to whoever subscribes anew.
  await observer.end();
  await observe();
  for (const client of clients) await client.end();
  await settle();

  for (const client of [observer, ...clients]) {
    const id = client.account.user;
    for (const { topic, payload } of client.arrivals) {
      const [what, kind, owner] = payload.split(":");
      const forgery = forged.get(payload);
      const crossing =
        forgery ??
        (what === "secret" && client !== observer && owner !== id ? { kind: kind!, topic, from: owner! } : undefined);
      if (crossing) crossings.set(`${id} ${payload}`, { ...crossing, seenBy: id });
    }
    await client.end();
  }
  return { attempts, crossings: [...crossings.values()] };
};
