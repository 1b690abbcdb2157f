import { randomUUID } from "node:crypto";
import type { Ids } from "@waystation/core/kernel";

/** Random UUIDs. */
export const randomIds: Ids = { next: () => randomUUID() };
