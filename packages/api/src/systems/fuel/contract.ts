import { accountRoutes } from "./routes/accounts.js";
import { forecourtRoutes } from "./routes/forecourt.js";
import { orderRoutes } from "./routes/orders.js";

/** The endpoints of the fuel document that this release serves, by operation id. */
export const fuelRoutes = { ...accountRoutes, ...forecourtRoutes, ...orderRoutes } as const;
