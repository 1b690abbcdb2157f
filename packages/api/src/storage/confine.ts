import type { RecordFilter } from "@waystation/core/iam";
import {
  ColumnNode,
  JoinNode,
  type KyselyPlugin,
  OnConflictNode,
  type OperationNode,
  OperationNodeTransformer,
  ParensNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  sql,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
} from "kysely";
import type { Database, Db } from "./database.js";
import { isOwned, reachCondition } from "./owned-tables.js";
import { isTenantTable, keyedByTenant, sharedBeforeSignIn, tenantTables } from "./tenant-tables.js";

/** Which rows of a table somebody may see and change. Asked for tables that hold somebody's records only. */
export type Reach = (table: keyof Database) => RecordFilter;

interface Named {
  readonly table: string;
  /** Its name within the query. */
  readonly ref: string;
}

/** The table behind a node of FROM, JOIN or UPDATE; undefined for subqueries, which are visited for themselves. */
const namedBy = (node: OperationNode): Named | undefined => {
  if (node.kind === "TableNode") {
    const { name } = (node as unknown as { table: { identifier: { name: string } } }).table.identifier;
    return { table: name, ref: name };
  }
  if (node.kind === "AliasNode") {
    const { node: inner, alias } = node as unknown as { node: OperationNode; alias: { name: string } };
    const named = namedBy(inner);
    return named && { table: named.table, ref: alias.name };
  }
  return undefined;
};

/** What a database is confined to. Without a tenant a query of a tenant's table throws. */
interface Bounds {
  readonly tenantId?: number;
  readonly reach?: Reach;
}

const tenantIs = (ref: string, tenantId: number): OperationNode =>
  sql`${sql.ref(`${ref}.tenant_id`)} = ${tenantId}`.toOperationNode();

const namesTenant = (column: OperationNode): boolean =>
  (column as unknown as { column?: { name: string } }).column?.name === "tenant_id";

/** SQL written by hand that reads or writes a tenant's table: no condition can be added to it. */
const rawTable = new RegExp(`\\b(?:from|join|into|update)\\s+"?(${tenantTables.join("|")})\\b`, "i");

/**
 * Adds to every table that a query reads or changes the condition that its rows must meet, and to every new row its tenant.
 * Whoever writes a query cannot forget it, and cannot say otherwise.
 */
class Confinement extends OperationNodeTransformer implements KyselyPlugin {
  /** Subqueries come by twice: by themselves, and within the query that they stand in. */
  readonly #done = new WeakSet<OperationNode>();

  constructor(readonly bounds: Bounds) {
    super();
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }

  #conditionsOf({ table, ref }: Named): OperationNode[] {
    const { tenantId, reach } = this.bounds;
    const conditions: OperationNode[] = [];
    if (isTenantTable(table)) {
      if (tenantId !== undefined) conditions.push(tenantIs(ref, tenantId));
      else if (!sharedBeforeSignIn.has(table)) throw new Error(`${table} was asked for without a tenant`);
    }
    const reached = reach && isOwned(table) ? reachCondition(table, ref, reach(table)) : undefined;
    return reached ? [...conditions, ParensNode.create(reached)] : conditions;
  }

  #conditions(nodes: readonly OperationNode[]): OperationNode[] {
    return nodes.flatMap((node) => {
      const named = namedBy(node);
      return named ? this.#conditionsOf(named) : [];
    });
  }

  #confine<Node extends OperationNode & { readonly where?: WhereNode; readonly joins?: readonly JoinNode[] }>(
    node: Node,
    tables: readonly OperationNode[],
  ): Node {
    let { where } = node;
    for (const condition of this.#conditions(tables)) {
      where = where ? WhereNode.cloneWithOperation(where, "And", condition) : WhereNode.create(condition);
    }
    // A joined row that may not be seen is as one that is not there.
    const joins = node.joins?.map((join) =>
      this.#conditions([join.table]).reduce<JoinNode>((made, condition) => JoinNode.cloneWithOn(made, condition), join),
    );
    const confined = { ...node, ...(where ? { where } : {}), ...(joins ? { joins } : {}) };
    this.#done.add(confined);
    return confined;
  }

  protected override transformSelectQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformSelectQuery"]>
  ) {
    if (this.#done.has(node)) return node;
    return this.#confine(super.transformSelectQuery(node, queryId), node.from?.froms ?? []);
  }

  protected override transformUpdateQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformUpdateQuery"]>
  ) {
    if (node.updates?.some(({ column }) => namesTenant(column))) throw new Error("no row moves to another tenant");
    const tables = [...(node.table ? [node.table] : []), ...(node.from?.froms ?? [])];
    return this.#confine(super.transformUpdateQuery(node, queryId), tables);
  }

  protected override transformDeleteQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformDeleteQuery"]>
  ) {
    const tables = [...node.from.froms, ...(node.using?.tables ?? [])];
    return this.#confine(super.transformDeleteQuery(node, queryId), tables);
  }

  protected override transformInsertQuery(
    ...[given, queryId]: Parameters<OperationNodeTransformer["transformInsertQuery"]>
  ) {
    const node = super.transformInsertQuery(given, queryId);
    const named = node.into && namedBy(node.into);
    if (!named || !isTenantTable(named.table)) return node;
    const { tenantId } = this.bounds;
    if (tenantId === undefined) throw new Error(`${named.table} was written to without a tenant`);
    if (!node.columns || !node.values || !ValuesNode.is(node.values)) {
      throw new Error(`rows of ${named.table} are inserted by their values`);
    }
    if (node.columns.some(namesTenant)) throw new Error(`the tenant of ${named.table} is not for its writer to say`);
    const values = node.values.values.map((row) =>
      PrimitiveValueListNode.is(row)
        ? PrimitiveValueListNode.create([...row.values, tenantId])
        : ValueListNode.create([...row.values, ValueNode.create(tenantId)]),
    );
    const column = ColumnNode.create("tenant_id");
    const { onConflict } = node;
    const conflict = onConflict && {
      ...onConflict,
      ...(onConflict.columns && keyedByTenant.has(named.table) ? { columns: [...onConflict.columns, column] } : {}),
    };
    return {
      ...node,
      columns: [...node.columns, column],
      values: ValuesNode.create(values),
      ...(conflict
        ? {
            onConflict: conflict.updates
              ? OnConflictNode.cloneWithUpdateWhere(conflict, tenantIs(named.ref, tenantId))
              : conflict,
          }
        : {}),
    };
  }

  protected override transformRaw(...[node, queryId]: Parameters<OperationNodeTransformer["transformRaw"]>) {
    const table = rawTable.exec(node.sqlFragments.join("?"))?.[1];
    if (table) throw new Error(`${table} is a tenant's table: ask for it by the query builder`);
    return super.transformRaw(node, queryId);
  }
}

/** The database as a caller sees it: what lies outside of his tenant and his reach is not there. */
export const confine = (db: Db, bounds: { readonly tenantId: number; readonly reach: Reach }): Db =>
  db.withoutPlugins().withPlugin(new Confinement(bounds));

/** One tenant's part of the database, whole: for what a station does for all of its customers. */
export const forTenant = (db: Db, tenantId: number): Db =>
  db.withoutPlugins().withPlugin(new Confinement({ tenantId }));

/** The database for those who know no tenant yet: a query of a tenant's table throws. */
export const withoutTenant = (db: Db): Db => db.withoutPlugins().withPlugin(new Confinement({}));

/** All tenants: for what the platform itself does, and for its administrators' views. */
export const everyTenant = (db: Db): Db => db.withoutPlugins();
