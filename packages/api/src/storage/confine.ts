import type { RecordFilter } from "@waystation/core/iam";
import {
  JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  ParensNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  WhereNode,
} from "kysely";
import type { Database, Db } from "./database.js";
import { isOwned, reachCondition } from "./owned-tables.js";

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

/** Adds to every table that a query reads or changes the condition that its rows must meet. */
class Confinement extends OperationNodeTransformer implements KyselyPlugin {
  constructor(readonly conditionFor: (named: Named) => OperationNode | undefined) {
    super();
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }

  #conditions(nodes: readonly OperationNode[]): OperationNode[] {
    return nodes.flatMap((node) => {
      const named = namedBy(node);
      const condition = named && this.conditionFor(named);
      return condition ? [ParensNode.create(condition)] : [];
    });
  }

  #confine<Node extends { readonly where?: WhereNode; readonly joins?: readonly JoinNode[] }>(
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
    return { ...node, ...(where ? { where } : {}), ...(joins ? { joins } : {}) };
  }

  protected override transformSelectQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformSelectQuery"]>
  ) {
    return this.#confine(super.transformSelectQuery(node, queryId), node.from?.froms ?? []);
  }

  protected override transformUpdateQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformUpdateQuery"]>
  ) {
    return this.#confine(super.transformUpdateQuery(node, queryId), [
      ...(node.table ? [node.table] : []),
      ...(node.from?.froms ?? []),
    ]);
  }

  protected override transformDeleteQuery(
    ...[node, queryId]: Parameters<OperationNodeTransformer["transformDeleteQuery"]>
  ) {
    return this.#confine(super.transformDeleteQuery(node, queryId), [
      ...node.from.froms,
      ...(node.using?.tables ?? []),
    ]);
  }
}

/** The database as somebody with this reach sees it: what lies outside is not there, whoever writes the query. */
export const reaching = (db: Db, reach: Reach): Db =>
  db.withPlugin(
    new Confinement(({ table, ref }) => (isOwned(table) ? reachCondition(table, ref, reach(table)) : undefined)),
  );

/** The same transaction or database without anybody's reach: for what a station does for all of its customers. */
export const beyondReach = (db: Db): Db => db.withoutPlugins();
