import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { err, ok, unwrap } from "../kernel/index.js";
import {
  checkPermission,
  compileRights,
  holdsPermission,
  type IdScope,
  matchesFilter,
  type Role,
  recordFilter,
  type Scope,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

const permissions = ["order", "order:view", "order:refund", "ordering:view", "oil:price"] as const;
const cashier: Role = {
  code: "cashier",
  grants: [
    { permission: "order:view", scope: "station" },
    { permission: "order:view", scope: "own" },
  ],
};
const rightsOf = (roles: readonly Role[]) => compileRights(permissions, roles, { own: [7], station: [1, 2] });

describe("checkPermission", () => {
  it("allows what a role grants within its scopes", () => {
    const rights = rightsOf([cashier]);
    expect(checkPermission(rights, "order:view", { station: 2, own: 99 })).toEqual(ok(true));
    expect(checkPermission(rights, "order:view", { station: 9, own: 7 })).toEqual(ok(true));
  });

  it("says which permission is missing and which scopes a record is outside of", () => {
    const rights = rightsOf([cashier]);
    expect(checkPermission(rights, "order:refund", { station: 1 })).toEqual(
      err({ code: "iam.permission-missing", permission: "order:refund" }),
    );
    expect(checkPermission(rights, "order:view", { station: 9, own: 8 })).toEqual(
      err({ code: "iam.out-of-scope", permission: "order:view", scopes: ["station", "own"] }),
    );
  });

  it("denies a record that says nothing about whom it belongs to", () => {
    expect(checkPermission(rightsOf([cashier]), "order:view", { station: null }).ok).toBe(false);
  });

  it("asks only for the permission where no record is given", () => {
    expect(checkPermission(rightsOf([cashier]), "order:view")).toEqual(ok(true));
    expect(holdsPermission(rightsOf([cashier]), "order:view")).toBe(true);
  });

  it("lets a wildcard cover what stands at or below it, and nothing that only begins alike", () => {
    const rights = rightsOf([{ code: "orders", grants: [{ permission: "order:*", scope: "all" }] }]);
    expect(permissions.filter((permission) => holdsPermission(rights, permission))).toEqual([
      "order",
      "order:view",
      "order:refund",
    ]);
    const admin = rightsOf([{ code: "admin", grants: [{ permission: "*", scope: "all" }] }]);
    expect(permissions.every((permission) => checkPermission(admin, permission, {}).ok)).toBe(true);
  });

  it("lets no role grant what another denies, and names the one that denies", () => {
    const rights = rightsOf([
      { code: "admin", grants: [{ permission: "*", scope: "all" }] },
      { code: "trainee", grants: [], denies: ["order:refund"] },
    ]);
    expect(checkPermission(rights, "order:refund")).toEqual(
      err({ code: "iam.permission-denied", permission: "order:refund", role: "trainee" }),
    );
    expect(checkPermission(rights, "order:view").ok).toBe(true);
  });

  it("finds a record of two owners by either", () => {
    expect(checkPermission(rightsOf([cashier]), "order:view", { own: [3, 7] }).ok).toBe(true);
  });
});

describe("recordFilter", () => {
  it("is plain data for a query", () => {
    expect(recordFilter(rightsOf([cashier]), "order:view")).toEqual(
      ok({
        every: false,
        anyOf: [
          { scope: "station", ids: [1, 2] },
          { scope: "own", ids: [7] },
        ],
      }),
    );
    const admin = rightsOf([{ code: "admin", grants: [{ permission: "*", scope: "all" }] }]);
    expect(recordFilter(admin, "oil:price")).toEqual(ok({ every: true }));
  });

  it("reaches nothing for a person who belongs to no such scope", () => {
    const rights = compileRights(permissions, [cashier], {});
    expect(recordFilter(rights, "order:view")).toEqual(ok({ every: false, anyOf: [] }));
  });

  it("selects exactly the records that the check allows", () => {
    const idScopes: IdScope[] = ["own", "station", "merchant", "farm", "tenant"];
    const id = fc.integer({ min: 1, max: 4 });
    const record = fc.record(
      Object.fromEntries(
        idScopes.map((scope) => [scope, fc.oneof(id, fc.array(id, { maxLength: 2 }), fc.constant(null))]),
      ),
      { requiredKeys: [] },
    );
    const principal = fc.record(Object.fromEntries(idScopes.map((scope) => [scope, fc.array(id, { maxLength: 3 })])), {
      requiredKeys: [],
    });
    const scope = fc.constantFrom<Scope>(...idScopes, "all");
    const grants = fc.array(fc.record({ permission: fc.constantFrom("order:view", "order:*", "*", "oil:*"), scope }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(grants, principal, record, (given, person, subject) => {
        const rights = compileRights(permissions, [{ code: "role", grants: given }], person);
        for (const permission of permissions) {
          const filter = recordFilter(rights, permission);
          const allowed = checkPermission(rights, permission, subject).ok;
          expect(filter.ok && matchesFilter(unwrap(filter), subject)).toBe(allowed);
        }
      }),
      { numRuns: runs },
    );
  });

  it("never lets an additional grant take a record away", () => {
    const scope = fc.constantFrom<Scope>("own", "station", "all");
    fc.assert(
      fc.property(fc.array(scope), scope, fc.nat(4), fc.nat(4), (given, more, own, station) => {
        const grant = (each: Scope) => ({ permission: "order:view", scope: each });
        const before = rightsOf([{ code: "a", grants: given.map(grant) }]);
        const after = rightsOf([
          { code: "a", grants: given.map(grant) },
          { code: "b", grants: [grant(more)] },
        ]);
        const subject = { own, station };
        if (checkPermission(before, "order:view", subject).ok) {
          expect(checkPermission(after, "order:view", subject).ok).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });
});
