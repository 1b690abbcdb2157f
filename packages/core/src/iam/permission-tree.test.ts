import { describe, expect, it } from "vitest";
import { err, unwrap } from "../kernel/index.js";
import { type Permission, permissionTree, visibleTree } from "./index.js";

const row = (id: number, parentId: number | null, code: string, sortOrder = 1): Permission => ({
  id,
  parentId,
  code,
  kind: code.split(":").length > 2 ? "button" : "menu",
  sortOrder,
});

const rows = [
  row(4, 2, "system:user:create", 2),
  row(3, 2, "system:user:view", 1),
  row(2, 1, "system:user"),
  row(20, null, "finance", 3),
  row(1, null, "system", 1),
];

describe("permissionTree", () => {
  it("nests rows in any order and sorts siblings", () => {
    const [system, finance] = unwrap(permissionTree(rows));
    expect([system?.code, finance?.code]).toEqual(["system", "finance"]);
    expect(system?.children[0]?.children.map(({ code }) => code)).toEqual(["system:user:view", "system:user:create"]);
  });

  it("keeps further fields of a row", () => {
    const [node] = unwrap(permissionTree([{ ...row(1, null, "system"), path: "/system" }]));
    expect(node?.path).toBe("/system");
  });

  it("refuses a code that stands twice, a missing parent and a circle", () => {
    expect(permissionTree([row(1, null, "a"), row(2, null, "a")])).toEqual(
      err({ code: "iam.permission-code-twice", permission: "a" }),
    );
    expect(permissionTree([row(1, 9, "a")])).toEqual(
      err({ code: "iam.permission-without-parent", permission: "a", parentId: 9 }),
    );
    expect(permissionTree([row(1, 2, "a"), row(2, 1, "b")])).toEqual(
      err({ code: "iam.permission-cycle", permission: "a" }),
    );
  });
});

describe("visibleTree", () => {
  it("shows what is held and the menus above it, nothing else", () => {
    const seen = visibleTree(unwrap(permissionTree(rows)), (code) => code === "system:user:view");
    expect(seen).toMatchObject([
      { code: "system", children: [{ code: "system:user", children: [{ code: "system:user:view", children: [] }] }] },
    ]);
    expect(seen[0]?.children[0]?.children).toHaveLength(1);
  });
});
