import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DeviceTopic, deviceId, deviceTopics, parseTopic, topicOf } from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const topics = Object.keys(deviceTopics) as DeviceTopic[];

describe("topics", () => {
  it("read back as what they were made from", () => {
    fc.assert(
      fc.property(fc.constantFrom(...topics), id, id, (topic, gatewayId, equipmentId) => {
        expect(parseTopic(topicOf(topic, gatewayId, equipmentId))).toEqual({
          topic,
          gatewayId,
          equipmentId: topic === "state" ? equipmentId : undefined,
        });
      }),
      { numRuns: runs },
    );
  });

  it("subscribe to the states of all equipment by a wildcard", () => {
    expect(topicOf("state", "gateway-1")).toBe("waystation/v1/gateway-1/state/+");
  });

  it.each([
    "waystation/v2/gateway-1/events",
    "waystation/v1/gateway-1",
    "waystation/v1//events",
    "waystation/v1/gateway-1/ack",
    "waystation/v1/gateway-1/state",
    "waystation/v1/gateway-1/events/ack/more",
    "waystation/v1/gateway-1/toString",
    "other/v1/gateway-1/events",
  ])("do not include %s", (address) => {
    expect(parseTopic(address)).toBeUndefined();
  });
});

describe("an equipment id", () => {
  it.each(["pump/1", "+", "#", "a b", "", ".hidden", "x".repeat(65)])(
    "cannot be %o, which MQTT would misread",
    (text) => {
      expect(deviceId.safeParse(text).success).toBe(false);
    },
  );
});
