import type { Server } from "node:http";

/** Starts the server on a port (0: any free one) and gives it with its address. */
export const servePage: (port?: number) => Promise<{ server: Server; address: string }>;
