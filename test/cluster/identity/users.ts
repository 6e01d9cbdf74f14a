import { randomBytes } from 'node:crypto';
import type { UserName } from '../cluster.ts';

/** A user that the API server knows by a static token. */
export interface TokenUser {
  readonly name: string;
  readonly groups: readonly string[];
  readonly token: string;
}

/** Users for persons and tests; what their groups may do stands in rbac.yaml. */
const people: Record<Exclude<UserName, 'certificate'>, readonly string[]> = {
  admin: ['system:masters'],
  viewer: ['viewers'],
  nobody: ['nobodies'],
  tenant: ['tenants'],
  lead: ['leads'],
  exec: ['viewers'],
};

/** Users of the control plane itself: their requests are left out of the audit log. */
const internalUsers = {
  harness: ['system:masters'],
  flux: ['system:masters'],
  'system:kube-controller-manager': ['system:masters'],
} as const;

/** All users with fresh tokens, by name. */
export function makeUsers(
  more: readonly { readonly name: string; readonly groups?: readonly string[] }[],
): ReadonlyMap<string, TokenUser> {
  const named = Object.entries({ ...people, ...internalUsers }).map(([name, groups]) => ({ name, groups }));
  return new Map(
    [...named, ...more].map(({ name, groups }) => [
      name,
      { name, groups: groups ?? [], token: randomBytes(16).toString('hex') },
    ]),
  );
}

/** The token of a user that makeUsers made. */
export function tokenOf(users: ReadonlyMap<string, TokenUser>, name: string): string {
  const user = users.get(name);
  if (user === undefined) throw new Error(`no user ${name}`);
  return user.token;
}

/** The file for --token-auth-file: token, name, uid, groups. */
export function tokenFile(users: Iterable<TokenUser>): string {
  return [...users].map(({ name, groups, token }) => `${token},${name},uid-${name},"${groups.join(',')}"\n`).join('');
}
