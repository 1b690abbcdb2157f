import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where uploaded files lie. Names are made by the API (`avatars/tenant-1/<id>.png`), never by whoever sent a file. */
export interface FileStore {
  put(name: string, bytes: Buffer): Promise<void>;
  /** Undefined when there is no such file. */
  get(name: string): Promise<Buffer | undefined>;
  remove(name: string): Promise<void>;
}

const NAME = /^[a-z0-9-]+(\/[a-z0-9-]+)*\.[a-z]+$/;

/** Files in a folder outside anything that is served by its path; a file is there whole or not at all. */
export const localFileStore = (folder: string): FileStore => {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error("a stored file has a name of another form");
    return join(folder, name);
  };
  return {
    put: async (name, bytes) => {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, bytes, { mode: 0o600, flush: true });
      await rename(`${path}.part`, path);
    },
    get: async (name) => {
      try {
        return await readFile(pathOf(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
};
