import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** A file for a secret that is not there yet. */
export interface SecretFile {
  /** Puts it in place: whole, on disk, for its owner only. */
  save(secret: string): Promise<void>;
  discard(): Promise<void>;
}

/** Opens a draft beside the file, so that a folder that cannot be written to is noticed before a code is used up. Rejects then. */
export const openSecretFile = async (path: string): Promise<SecretFile> => {
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const handle: FileHandle = await open(draft, "wx", 0o600);
  return {
    save: async (secret) => {
      await handle.writeFile(`${secret}\n`);
      await handle.sync();
      await handle.close();
      await rename(draft, path);
    },
    discard: async () => {
      await handle.close();
      await rm(draft, { force: true });
    },
  };
};
