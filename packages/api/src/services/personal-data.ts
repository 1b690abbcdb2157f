import { type MaskKind, maskFields } from "@waystation/core/iam";
import type { Context } from "../context.js";
import type { Principal } from "../contract/call.js";
import { type PersonalFields, personalPermission } from "../contract/personal-fields.js";
import { forTenant } from "../storage/confine.js";
import { accounts } from "../storage/repositories/accounts.js";

/** Personal data of one kind as everybody may see them. */
export const maskText = (kind: MaskKind, text: string): string => maskFields({ text }, { text: kind }).text;

/**
 * How an answer is shown to a caller: as it is to those who may read personal data, with everybody else's data masked to the
 * rest. Nobody is signed in on a public route, so that all is masked there.
 */
export const shownTo = async (
  { db, mask }: Context,
  system: string,
  fields: PersonalFields | undefined,
  principal: Principal | undefined,
): Promise<(data: unknown) => unknown> => {
  if (!fields || principal?.rights.may(personalPermission(system))) return (data) => data;
  const memberIds =
    principal && fields.subjects.has("member")
      ? await accounts(forTenant(db, principal.tenantId), system).memberIds(principal.userId)
      : [];
  const own = {
    user: principal ? [String(principal.userId)] : [],
    member: memberIds.map(String),
  };
  return (data) => fields.show(data, { mask, isOwn: (subject, id) => own[subject].includes(String(id)) });
};
