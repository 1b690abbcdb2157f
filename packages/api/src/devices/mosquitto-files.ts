import { deviceTopics, topicOf } from "@waystation/core/devices";

export interface MosquittoOptions {
  /** `host:port` of its one listener. */
  readonly host: string;
  readonly port: number;
  /** PEM files; without them the listener speaks plain MQTT. */
  readonly certFile?: string;
  readonly keyFile?: string;
  /** Folder where the files will stand: Mosquitto wants whole paths. */
  readonly directory: string;
  readonly apiUser: string;
  /** Stored hashes in the form of a password file, by user name; the API's own among them. */
  readonly hashes: ReadonlyMap<string, string>;
}

const FILES = {
  configuration: "waystation.conf",
  passwords: "waystation.passwords",
  rights: "waystation.acl",
} as const;

const topics = Object.keys(deviceTopics) as (keyof typeof deviceTopics)[];

/** Access rules for everybody (`%u` is the user name) and for the API; nothing else is allowed. */
const rightsFile = (apiUser: string): string => {
  const line = (kind: string, access: string, address: string) => `${kind} ${access} ${address}`;
  const isDaemon = (topic: keyof typeof deviceTopics) => deviceTopics[topic].from === "daemon";
  return [
    `user ${apiUser}`,
    ...topics.map((topic) => line("topic", isDaemon(topic) ? "read" : "write", topicOf(topic, "+"))),
    "",
    ...topics.map((topic) => line("pattern", isDaemon(topic) ? "write" : "read", topicOf(topic, "%u"))),
    "",
  ].join("\n");
};

const configurationFile = ({ directory, host, port, certFile, keyFile }: MosquittoOptions): string =>
  [
    "per_listener_settings false",
    "allow_anonymous false",
    `password_file ${directory}/${FILES.passwords}`,
    `acl_file ${directory}/${FILES.rights}`,
    "max_packet_size 1048576",
    "message_size_limit 1048576",
    "max_queued_messages 10000",
    "max_inflight_messages 100",
    "max_keepalive 600",
    "persistence false",
    "set_tcp_nodelay true",
    "",
    `listener ${port} ${host}`,
    "max_connections 10000",
    // A second connection of a user takes the first one's place, whatever client id it asks for.
    "use_username_as_clientid true",
    ...(certFile && keyFile ? [`certfile ${certFile}`, `keyfile ${keyFile}`, "tls_version tlsv1.2"] : []),
    "",
  ].join("\n");

/** What Mosquitto 2 needs to hold gateways to the rules of the embedded broker: the text of each file by its name. */
export const mosquittoFiles = (options: MosquittoOptions): Readonly<Record<string, string>> => ({
  [FILES.configuration]: configurationFile(options),
  [FILES.passwords]: [...options.hashes].map(([user, hash]) => `${user}:${hash}\n`).join(""),
  [FILES.rights]: rightsFile(options.apiUser),
});
