import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";

/** The names that the cattle system sends; a task made with a driver starts as `assigned`. */
export type TransportTaskState = "pending" | "assigned" | "transporting" | "arrived" | "completed" | "cancelled";

/** `report` is anything that happens on the road without changing where the task stands: a rest, an emergency. */
export type TransportTaskEvent = "assign" | "depart" | "report" | "arrive" | "complete" | "cancel";

/** `consignor` sends the lot (supplier or trader), `consignee` receives it. */
export type TransportTaskActor = "driver" | "consignor" | "consignee" | "admin" | "system";

/** What the guards of a transport task look at. */
export interface TransportTaskFacts {
  /** Animals loaded, and those counted at the gate by state; null before unloading. */
  readonly loadedHead: number;
  readonly unloadedHead: { readonly alive: number; readonly dead: number } | null;
}

/** Why the guards of a transport task refuse. */
export type TransportTaskRefusal =
  | { readonly code: "transport.nothing-loaded" }
  | { readonly code: "transport.not-counted" }
  | { readonly code: "transport.head-count-differs"; readonly loadedHead: number; readonly countedHead: number };

/** Vocabulary of the transport task. */
export interface TransportTask extends MachineTypes {
  state: TransportTaskState;
  event: TransportTaskEvent;
  actor: TransportTaskActor;
  facts: TransportTaskFacts;
  refusal: TransportTaskRefusal;
}

type Verdict = Result<unknown, TransportTaskRefusal>;

const isLoaded = ({ loadedHead }: TransportTaskFacts): Verdict =>
  loadedHead > 0 ? ok(undefined) : err({ code: "transport.nothing-loaded" });

const everyHeadCounted = ({ loadedHead, unloadedHead }: TransportTaskFacts): Verdict => {
  if (unloadedHead === null) return err({ code: "transport.not-counted" });
  const countedHead = unloadedHead.alive + unloadedHead.dead;
  return countedHead === loadedHead
    ? ok(undefined)
    : err({ code: "transport.head-count-differs", loadedHead, countedHead });
};

const assign = { to: "assigned", actors: ["consignor", "admin", "system"] } as const;
const cancel = { to: "cancelled", actors: ["consignor", "admin", "system"] } as const;

/** A lorry's task: to bring one lot from the farm to the buyer. What left must be counted when it is handed over. */
export const transportTaskMachine: Machine<TransportTask> = {
  name: "transport-task",
  initial: "pending",
  final: ["completed", "cancelled"],
  states: {
    pending: { assign, cancel },
    assigned: {
      assign,
      depart: { to: "transporting", guard: isLoaded, actors: ["driver", "consignor", "admin", "system"] },
      cancel,
    },
    transporting: {
      report: { to: "transporting", actors: ["driver", "admin", "system"] },
      arrive: { to: "arrived", actors: ["driver", "consignee", "admin", "system"] },
    },
    arrived: {
      complete: { to: "completed", guard: everyHeadCounted, actors: ["consignee", "consignor", "admin", "system"] },
    },
    completed: {},
    cancelled: {},
  },
};

/** What an event reported from the road (`event_type`) means to its task; every other type is a `report`. */
export const transportEventOf = (reported: string): TransportTaskEvent =>
  reported === "departure" ? "depart" : reported === "arrival" ? "arrive" : "report";
