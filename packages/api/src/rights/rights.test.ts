import { describe, expect, it } from "vitest";
import { openApiDocument } from "../contract/openapi.js";
import type { Routes } from "../contract/route.js";
import { chargingSystem } from "../systems/charging/system.js";
import { fuelSystem } from "../systems/fuel/system.js";
import { builtInRights, permissionTableOf, requirePermissions } from "./index.js";
import type { BuiltInPermission } from "./system-rights.js";

let lastId = 0;
const rowsOf = (permissions: readonly BuiltInPermission[], parentId: number | null = null): Row[] =>
  permissions.flatMap(({ code, kind, children = [] }, sortOrder) => {
    lastId += 1;
    const id = lastId;
    return [{ id, parentId, code, kind, sortOrder }, ...rowsOf(children, id)];
  });
type Row = Parameters<typeof permissionTableOf>[1][number];

const served = [fuelSystem, chargingSystem];
const openTo = ["public", "signed-in", "signed-in-or-refresh-token"];

describe("the permissions of a system", () => {
  it.each(Object.keys(builtInRights))("of %s are a tree, and its roles grant nothing that is not in it", (system) => {
    const { permissions = [], roles = [] } = builtInRights[system] ?? {};
    const { codes } = permissionTableOf(system, rowsOf(permissions));
    for (const { grants, denies = [] } of roles) {
      for (const pattern of [...Object.values(grants).flat(), ...denies]) {
        const isKnown = pattern === "*" || [...codes].some((code) => code === pattern.replace(/:\*$/, ""));
        expect(isKnown, pattern).toBe(true);
      }
    }
  });

  it.each(served)("of $name are the same in its routes, its document and its table", ({ name, ...system }) => {
    const rows = rowsOf(builtInRights[name]?.permissions ?? []);
    const declared = Object.values<Routes[string]>(system.routes).map(({ permission }) => permission);
    const { paths = {} } = openApiDocument({ name, ...system });
    const documented = Object.values(paths).flatMap((path) =>
      Object.values(path ?? {}).map((operation) => (operation as Record<string, string>)["x-permission"]),
    );
    expect(documented.toSorted()).toEqual(declared.toSorted());
    const guarding = [...new Set(declared)].filter((permission) => !openTo.includes(permission));
    const inTheTable = rows.filter(({ kind }) => kind === "api").map(({ code }) => code);
    expect(guarding.toSorted()).toEqual(inTheTable.toSorted());
  });

  it.each([
    [undefined, "fuel oils.list (GET /oils) declares no permission"],
    ["", "fuel oils.list (GET /oils) declares no permission"],
    ["fuel:oil:raed", "declares the permission fuel:oil:raed, which is not in the permission tree of fuel"],
  ])("let no route be served that declares %j", (permission, message) => {
    const table = permissionTableOf("fuel", rowsOf(builtInRights.fuel?.permissions ?? []));
    const routes = { "oils.list": { ...fuelSystem.routes["oils.list"], permission } } as unknown as Routes;
    expect(() => requirePermissions("fuel", routes, table)).toThrow(message);
  });
});
