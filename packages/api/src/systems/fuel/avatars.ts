import { extname } from "node:path";
import type { Context } from "../../context.js";
import { type Caller, callerOf, type Principal } from "../../contract/call.js";
import type { Download } from "../../contract/download.js";
import { personalPermission } from "../../contract/personal-fields.js";
import { Refusal } from "../../contract/refusal.js";
import { extensionOf, type Image, typeOfExtension } from "../../services/uploads/index.js";
import { accounts } from "../../storage/repositories/accounts.js";

const FOLDER = "avatars/";

/** Where a user's picture is served; null where there is none. A picture that lies elsewhere keeps its address. */
export const avatarUrl = (prefix: string, userId: number, avatar: string | null): string | null =>
  avatar?.startsWith(FOLDER) ? `${prefix}/users/${userId}/avatar` : avatar;

/** Keeps a picture of a user under a name of its own, in its tenant's folder, and forgets the one before. */
export const setAvatar = async (
  { db, files, ids, clock, config }: Context,
  { userId, tenantId }: Principal,
  image: Image,
): Promise<string> => {
  const before = (await accounts(db, "fuel").byId(userId))?.avatar;
  const name = `${FOLDER}tenant-${tenantId}/${ids.next()}${extensionOf(image.type)}`;
  await files.put(name, image.bytes);
  await accounts(db, "fuel").setAvatar(userId, name, clock.now());
  if (before?.startsWith(FOLDER)) await files.remove(before);
  return `${config.fuelPrefix}/users/${userId}/avatar`;
};

/** A user's picture: one's own, or anybody's with the right to personal data. */
export const avatarOf = async ({ files }: Context, call: Caller, userId: number): Promise<Download> => {
  const caller = callerOf(call);
  const permission = personalPermission("fuel");
  if (caller.userId !== userId && !caller.rights.may(permission)) {
    throw new Refusal("auth.forbidden", { permission });
  }
  const name = (await accounts(call.db, "fuel").byId(userId))?.avatar;
  const body = name?.startsWith(FOLDER) ? await files.get(name) : undefined;
  const type = typeOfExtension(extname(name ?? ""));
  if (!body || !type) throw new Refusal("upload.not-found");
  return { type, filename: `avatar-${userId}${extensionOf(type)}`, body };
};
