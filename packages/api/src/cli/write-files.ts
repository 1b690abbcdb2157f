import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes files for their owner only, each whole or not at all: a broker that reads them now sees the old or the new one. */
export const writePrivateFiles = (directory: string, files: Readonly<Record<string, string>>): void => {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const draft = join(directory, `.${name}.new`);
    writeFileSync(draft, text, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, join(directory, name));
  }
};
