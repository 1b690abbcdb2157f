import { describe, expect, it } from "vitest";
import { z } from "zod";
import recorded from "./fixtures/messages-v1.json" with { type: "json" };
import { type DeviceTopic, deviceEvent, deviceTopics, unitPrice } from "./index.js";

const topics = Object.keys(deviceTopics) as DeviceTopic[];

describe("the device contract", () => {
  // Daemons in the field are older than the API: what a release sent stays readable. Never edit this file, add the next one.
  it.each(topics)("reads the recorded messages of version 1 on %s, losing nothing", (topic) => {
    const messages: readonly unknown[] = recorded[topic];
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(deviceTopics[topic].payload.parse(message)).toEqual(message);
  });

  it.each(topics)("refuses %s of another version", (topic) => {
    for (const message of recorded[topic]) {
      expect(deviceTopics[topic].payload.safeParse({ ...message, v: 2 }).success).toBe(false);
    }
  });

  it.each(topics)("ignores fields of %s that a newer sender added", (topic) => {
    for (const message of recorded[topic]) {
      expect(deviceTopics[topic].payload.parse({ ...message, colour: "red" })).toEqual(message);
    }
  });

  it.each(topics)("describes %s as JSON schema", (topic) => {
    expect(z.toJSONSchema(deviceTopics[topic].payload, { io: "input" })).toMatchObject({
      description: expect.stringMatching(/\w/),
    });
  });

  it.each([
    ["a fraction of a fen", { amountFen: 1.5 }],
    ["a negative volume", { volumeMl: -1 }],
    ["an unsafe integer", { amountFen: 2 ** 53 }],
    ["a price with six decimals", { unitPrice: "8.123456" }],
    ["a price as a number", { unitPrice: 8.05 }],
    ["a nozzle beyond the fifteenth", { nozzle: 16 }],
  ])("refuses a sale with %s", (_, change) => {
    const [sale] = recorded.events[0]?.events ?? [];
    expect(deviceEvent.safeParse(sale).success).toBe(true);
    expect(deviceEvent.safeParse({ ...sale, body: { ...sale?.body, ...change } }).success).toBe(false);
  });

  it.each(["8", "8.05", "0.00001", "999999.99999"])("takes %s as a price", (text) => {
    expect(unitPrice.safeParse(text).success).toBe(true);
  });

  it.each(["", ".5", "8.", "8,05", "-1", "1e3", "1234567"])("refuses %s as a price", (text) => {
    expect(unitPrice.safeParse(text).success).toBe(false);
  });
});
