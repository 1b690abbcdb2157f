import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fiftyLitres, pumpIs, startFill } from "../fuel/forecourt.js";
import type { ApiClient } from "../station/api-client.js";
import { type Gateway, saleOf } from "../station/gateway.js";
import { type OpenStation, openStation } from "../station/open-station.js";

let station: OpenStation;
let gateway: Gateway;
let cashier: ApiClient;
let epochs = 0;

beforeAll(async () => {
  station = await openStation();
  gateway = await station.gateway();
  cashier = await station.signIn("cashier001");
  await pumpIs(cashier, gateway);
});
afterAll(() => station.close());
beforeEach(() => {
  gateway.newEpoch(`epoch-${++epochs}`);
});

const stored = () =>
  station.db.selectFrom("device_events").selectAll().where("epoch", "=", gateway.epoch).orderBy("seq").execute();
const quarantined = () =>
  station.db.selectFrom("device_quarantine").selectAll().where("epoch", "=", gateway.epoch).orderBy("seq").execute();
const sales = async () => (await station.db.selectFrom("unattributed_sales").select("sale_id").execute()).length;

const empty = { v: 1, gaps: [], accepted: [], quarantined: [] };

describe("a batch of events", () => {
  it("that comes twice is acknowledged twice and has one effect", async () => {
    const before = await sales();
    const events = [gateway.event(saleOf()), gateway.event(saleOf())];
    const first = await gateway.send(...events);
    expect(first).toEqual({ ...empty, epoch: gateway.epoch, upTo: 2 });
    expect(await gateway.send(...events)).toEqual(first);
    expect(await sales()).toBe(before + 2);
  });

  it("is acknowledged when it is committed, not before", async () => {
    const sale = saleOf();
    await gateway.report(sale);
    const found = await station.db
      .selectFrom("unattributed_sales")
      .where("sale_id", "=", sale.saleId)
      .selectAll()
      .execute();
    expect(found).toHaveLength(1);
  });

  it("is not acknowledged while it cannot be committed, and is taken when it is sent again", async () => {
    const event = gateway.event(saleOf());
    await station.db.schema.alterTable("device_streams").renameTo("device_streams_away").execute();
    gateway.forgetAcks();
    const batch = { v: 1, epoch: gateway.epoch, events: [event] };
    await gateway.publish("events", batch);
    // A reply travels behind the batch on the same road: when the start is answered, the batch was tried.
    const order = await cashier.post<{ order_id: number }>("/orders", fiftyLitres);
    expect((await startFill(cashier, order.data.order_id)).status).toBe(200);
    await station.db.schema.alterTable("device_streams_away").renameTo("device_streams").execute();
    expect(await stored()).toEqual([]);
    expect((await gateway.send(event)).upTo).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  it("with a known number and other content is quarantined; what came first stays", async () => {
    const sale = saleOf();
    await gateway.report(sale);
    const other = gateway.event({ ...sale, amountFen: 1 }, { seq: 1 });
    const ack = await gateway.send(other);
    expect(ack).toEqual({ ...empty, epoch: gateway.epoch, upTo: 1, quarantined: [1] });
    expect(JSON.parse((await stored())[0]!.body)).toMatchObject({ amountFen: 40_250 });
    expect(await quarantined()).toMatchObject([{ seq: 1, reason: "the same number arrived with other content" }]);
    await gateway.send(other);
    expect(await quarantined()).toHaveLength(1);
  });

  it("with a gap says what is missing, and takes it when it comes", async () => {
    const [first, second, third, fourth] = [1, 2, 3, 4].map((seq) => gateway.event(saleOf(), { seq }));
    expect(await gateway.send(first!, fourth!)).toEqual({
      ...empty,
      epoch: gateway.epoch,
      upTo: 1,
      gaps: [[2, 3]],
      accepted: [4],
    });
    expect(await gateway.send(third!)).toMatchObject({ upTo: 1, gaps: [[2, 2]], accepted: [3, 4] });
    expect(await gateway.send(second!)).toMatchObject({ upTo: 4, gaps: [], accepted: [] });
    expect((await stored()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it("in any order ends at the same place", async () => {
    const events = Array.from({ length: 20 }, (_, index) => gateway.event(saleOf(), { seq: index + 1 }));
    const shuffled = events.toSorted((left, right) => ((left.seq * 7) % 20) - ((right.seq * 7) % 20));
    let upTo = 0;
    for (let index = 0; index < shuffled.length; index += 4) {
      ({ upTo } = await gateway.send(...shuffled.slice(index, index + 4)));
    }
    expect(upTo).toBe(20);
  });

  it("goes on behind an event whose effect fails", async () => {
    const charge = { chargerId: "pile-1", connector: 1, transactionId: "t-fails", idTag: "U1", meterStartWh: 0 };
    const startedAt = Date.now();
    // A sale whose id is taken by a record of other figures cannot be attributed twice.
    const sale = saleOf();
    await gateway.report(sale);
    const ack = await gateway.send(
      gateway.event({ ...sale, volumeMl: 1 }),
      gateway.event({ type: "charger.session-started", ...charge, startedAt }),
      gateway.event(saleOf()),
    );
    expect(ack).toEqual({ ...empty, epoch: gateway.epoch, upTo: 4, quarantined: [2] });
    expect((await quarantined())[0]?.reason).toContain("its effect failed");
  });

  it("goes on behind an event that breaks the contract", async () => {
    const bad = { ...gateway.event(saleOf()), body: { type: "pump.sale", volumeMl: -1 } };
    const ack = await gateway.send(bad as never, gateway.event(saleOf()));
    expect(ack).toEqual({ ...empty, epoch: gateway.epoch, upTo: 2, quarantined: [1] });
    expect((await quarantined())[0]?.reason).toContain("breaks the contract");
  });

  it("of a new epoch counts from 1 again", async () => {
    await gateway.send(gateway.event(saleOf()), gateway.event(saleOf()));
    gateway.newEpoch(`epoch-${++epochs}`);
    expect(await gateway.report(saleOf())).toMatchObject({ epoch: gateway.epoch, upTo: 1, quarantined: [] });
  });
});

describe("nonsense from a gateway", () => {
  it.each([
    ["no JSON", "events", "{"],
    ["no object", "events", "7"],
    ["nothing", "events", ""],
    ["bytes", "events", "\u0000\u00ff\ufffd"],
    ["an empty batch", "events", { v: 1, epoch: "e", events: [] }],
    ["an event without a number", "events", { v: 1, epoch: "e", events: [{ body: {} }] }],
    ["another version", "events", { v: 2, epoch: "e", events: [{ seq: 1 }] }],
    [
      "a reply to nothing",
      "replies",
      { v: 1, commandId: "x", correlationId: "x", at: 1, outcome: { status: "done", data: {} } },
    ],
    ["half a reply", "replies", { v: 1, commandId: "x" }],
    ["a pump that is a charger", "state/pump-1", { kind: "charger", v: 1 }],
    ["a status of another form", "status", { v: 1, online: "yes" }],
  ])("(%s) is ignored, and the bus goes on", async (_, topic, payload) => {
    await gateway.publish(topic, payload);
    expect(await gateway.report(saleOf())).toMatchObject({ upTo: 1, quarantined: [] });
    expect((await cashier.get("/oil-guns/3")).status).toBe(200);
  });
});
