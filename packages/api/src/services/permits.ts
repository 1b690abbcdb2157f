/** Does a role's list grant a permission? `*` grants all, `fuel:*` everything that begins with `fuel:`. */
export const permits = (granted: readonly string[], permission: string): boolean =>
  granted.some(
    (grant) =>
      grant === "*" || grant === permission || (grant.endsWith(":*") && permission.startsWith(grant.slice(0, -1))),
  );
