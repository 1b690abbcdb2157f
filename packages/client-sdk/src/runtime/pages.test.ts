import { describe, expect, it } from "vitest";
import { createHandPlatform } from "../../test/hand-platform.js";
import { bad, good, serve } from "../../test/loopback.js";
import { createFuelClient } from "../fuel.js";
import { NotFoundError } from "./errors.js";

/** Orders 1 to `total`, paged as the fuel system does. */
const start = async (total: number) => {
  const server = await serve(({ query }) => {
    const page = Number(query.get("page") ?? 1);
    const pageSize = Number(query.get("page_size") ?? 10);
    const list = Array.from({ length: total }, (_, index) => ({ id: index + 1 }));
    return good({
      list: list.slice((page - 1) * pageSize, page * pageSize),
      pagination: { page, page_size: pageSize, total, total_pages: Math.ceil(total / pageSize) },
    });
  });
  return { server, client: createFuelClient({ ...server, platform: createHandPlatform() }) };
};

const idsOf = async (items: AsyncIterable<{ id: number }>): Promise<number[]> => {
  const ids: number[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
};

const upTo = (total: number): number[] => Array.from({ length: total }, (_, index) => index + 1);

describe("a list", () => {
  it("is one page when awaited", async () => {
    const { client, server } = await start(25);
    const { list, pagination } = await client.orders.list({ page: 2, status: 1 });
    expect(list.map(({ id }) => id)).toEqual(upTo(20).slice(10));
    expect(pagination).toEqual({ page: 2, page_size: 10, total: 25, total_pages: 3 });
    expect(server.received.map(({ query }) => query.toString())).toEqual(["page=2&status=1"]);
  });

  it("is every item of every page when iterated, with the same filter", async () => {
    const { client, server } = await start(25);
    expect(await idsOf(client.orders.list({ status: 1 }))).toEqual(upTo(25));
    expect(server.received.map(({ query }) => query.toString())).toEqual([
      "status=1",
      "status=1&page=2",
      "status=1&page=3",
    ]);
  });

  it("stops asking when the reader stops reading", async () => {
    const { client, server } = await start(25);
    for await (const { id } of client.orders.list()) if (id === 3) break;
    expect(server.received).toHaveLength(1);
  });

  it("can be walked page by page", async () => {
    const { client } = await start(25);
    const sizes: number[] = [];
    for await (const page of client.orders.list({ page_size: 20 }).pages()) sizes.push(page.list.length);
    expect(sizes).toEqual([20, 5]);
  });

  it("is empty without a second request when there is nothing", async () => {
    const { client, server } = await start(0);
    expect(await idsOf(client.orders.list())).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it("asks nothing until it is used, and its first page only once", async () => {
    const { client, server } = await start(5);
    const orders = client.orders.list();
    expect(server.received).toHaveLength(0);
    await orders;
    expect(await idsOf(orders)).toEqual(upTo(5));
    expect(server.received).toHaveLength(1);
  });

  it("is a promise to whoever wants one", async () => {
    const { client } = await start(5);
    let finished = false;
    const [page] = await Promise.all([
      client.orders.list().finally(() => {
        finished = true;
      }),
    ]);
    expect([page.list.length, finished]).toEqual([5, true]);
    const refusing = await serve(() => bad(404, "station.not-found"));
    const caught = await createFuelClient(refusing)
      .orders.list()
      .catch((error: unknown) => error);
    expect(caught).toBeInstanceOf(NotFoundError);
  });

  it("ends on an empty page that claims to have neighbours", async () => {
    const server = await serve(() =>
      good({ list: [], pagination: { page: 1, page_size: 10, total: 25, total_pages: 3 } }),
    );
    expect(await idsOf(createFuelClient(server).orders.list())).toEqual([]);
    expect(server.received).toHaveLength(1);
  });
});
