/** How far a permission reaches. All but `all` compare an id of the record with those of the person. */
export type Scope = "own" | "station" | "merchant" | "farm" | "tenant" | "all";

/** The scopes that compare ids. */
export type IdScope = Exclude<Scope, "all">;

/** An id as the storage has it. */
export type EntityId = string | number;

/** One permission of a role; `permission` is a code, `order:*` (all at or below `order`) or `*`. */
export interface Grant {
  readonly permission: string;
  readonly scope: Scope;
}

/** A role as data. What one role denies no other can grant. */
export interface Role {
  readonly code: string;
  readonly grants: readonly Grant[];
  /** Codes or wildcards, as in `Grant`. */
  readonly denies?: readonly string[];
}

/** The ids that make a person part of a scope: himself (`own`), the stations, merchants, farms and tenants he works for. */
export type Principal = { readonly [scope in IdScope]?: readonly EntityId[] };

/** The same of a record: whom it belongs to. Several owners (buyer and seller) are a list. */
export type ScopedRecord = { readonly [scope in IdScope]?: EntityId | readonly EntityId[] | null };
