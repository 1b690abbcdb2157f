import { createRequire } from "node:module";

// Right from `src` and from `dist`: both lie beside package.json.
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** Version of this package. */
export const VERSION = version;

/** Name and version as the gateway's status says them. */
export const SOFTWARE = `waystation-daemon/${version}`;
