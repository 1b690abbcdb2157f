// Draws every state machine of the core into docs/state-machines.md, from the tables that run. With --check it writes
// nothing and exits 1 where the file is stale. Reads the built core: `npm run setup` first.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as core from "@waystation/core";

const file = new URL("../docs/state-machines.md", import.meta.url);
const machines = Object.entries(core).filter(([, value]) => typeof value?.states === "object");

const section = ([exportName, machine]) => `## ${machine.name}

\`${exportName}\`, ${Object.keys(machine.states).length} states; a subject may rest in ${machine.final.join(", ")}.

\`\`\`mermaid
${core.toMermaid(machine)}\`\`\`
`;

const text = `# State machines

Drawn from the tables in \`packages/core\` by \`scripts/machines-to-mermaid.mjs\`; do not edit. An arrow shows its event, then
\`?\` where a guard decides, then who may take it (nobody named: everybody).

${machines.map(section).join("\n")}`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  process.stderr.write("docs/state-machines.md is stale: node scripts/machines-to-mermaid.mjs\n");
  process.exitCode = 1;
}
