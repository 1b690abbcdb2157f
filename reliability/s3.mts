import { rightsOfGateway, type TopicRights } from "../packages/api/src/devices/topic-rights.js";
import { attackTopics } from "../packages/api/test/devices/attack-topics.js";
import { API_ACCOUNT, openEmbedded, openGateways } from "../packages/api/test/devices/open-gateways.js";
import type { Figure } from "./figure.mjs";

const DEVICES = 20;

/** The topic's gateway may be anybody. */
const widened = (): TopicRights => {
  const rightsOfTopic = (address: string) => rightsOfGateway(address.split("/")[2] ?? "");
  return {
    mayPublish: (address) => rightsOfTopic(address).mayPublish(address),
    maySubscribe: (filter) => rightsOfTopic(filter).maySubscribe(filter),
    mayReceive: (address) => rightsOfTopic(address).mayReceive(address),
  };
};

/** S3 on the embedded broker; the same attacks run on a real Mosquitto in the API's tests. */
export const figure: Figure = {
  figure: "S3",
  claim: "20 devices × all topics × {pub, sub, will, retained, wildcard, $share}: 0 cross-device deliveries",
  control: "pattern widened",
  run: async ({ scale, fault }) => {
    const devices = Math.max(4, Math.round(DEVICES * scale));
    const gateways = await openGateways();
    const broker = await openEmbedded(gateways, fault ? { rightsOf: widened } : {});
    try {
      const ids = Array.from({ length: devices }, (_, index) => `gateway-${index + 1}`);
      const accounts = await Promise.all(ids.map((id) => gateways.enrol(id)));
      const { attempts, crossings } = await attackTopics({ url: broker.url, api: API_ACCOUNT, gateways: accounts });
      const kinds = [...new Set(crossings.map(({ kind }) => kind))].sort().join(", ");
      return {
        measured: `${crossings.length} deliveries crossed in ${attempts} attempts by ${devices} devices${kinds && ` (${kinds})`}`,
        ok: crossings.length === 0,
      };
    } finally {
      await broker.close();
      await gateways.close();
    }
  },
};
