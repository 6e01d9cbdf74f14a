import type { ForgePlace } from '../../forges/terms/place.ts';

/** A pull request that was opened from here and is followed until what it brings has landed. It holds no secret. */
export interface FollowedRequest {
  /** The repository's folder here. */
  readonly root: string;
  /** The name of the remote that it was pushed to. */
  readonly remote: string;
  readonly place: ForgePlace;
  readonly number: number;
  /** Its page. */
  readonly url: string;
  readonly title: string;
  /** The branch that it is to be merged into. */
  readonly base: string;
  /** The stage that it changes, and the ids of its applications. */
  readonly stage: string;
  readonly applications: readonly string[];
  /** When it was opened or updated from here: milliseconds since 1970. */
  readonly since: number;
  /** Once it is merged: the commit of the base branch that brought the change, as far as the forge names it. */
  readonly merged?: { readonly commit: string | undefined };
}

/** More are not followed: the oldest are forgotten. */
const most = 20;
/** Nobody asks any more: milliseconds. */
const oldest = 30 * 24 * 60 * 60 * 1000;

/** With one more, the newest first; those that it took the place of are gone. */
export function withRequest(
  all: readonly FollowedRequest[],
  one: FollowedRequest,
  superseded: readonly number[] = [],
): readonly FollowedRequest[] {
  const gone = new Set([one.number, ...superseded].map((number) => idOf({ ...one, number })));
  return [one, ...all.filter((other) => !gone.has(idOf(other)))].slice(0, most);
}

/** Without one. */
export function withoutRequest(all: readonly FollowedRequest[], one: FollowedRequest): readonly FollowedRequest[] {
  return all.filter((other) => idOf(other) !== idOf(one));
}

/** Those of what was remembered that are understood and not too old. `now`: milliseconds since 1970. */
export function readRequests(remembered: unknown, now: number): readonly FollowedRequest[] {
  if (!Array.isArray(remembered)) return [];
  return remembered.filter(isRequest).filter(({ since }) => now - since < oldest);
}

/** Those that are open into a stage of a repository, of all its applications or of one, by its id. */
export function requestsInto(
  all: readonly FollowedRequest[],
  { root, stage, application }: { readonly root: string; readonly stage: string; readonly application?: string },
): readonly FollowedRequest[] {
  return all.filter(
    (one) =>
      one.root === root && one.stage === stage && (application === undefined || one.applications.includes(application)),
  );
}

function idOf({ place: { web, project }, number }: FollowedRequest): string {
  return JSON.stringify([web, project, number]);
}

/** What another version of Sluice remembered may look otherwise. */
function isRequest(value: unknown): value is FollowedRequest {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Readonly<Record<string, unknown>>;
  const texts = ['root', 'remote', 'url', 'title', 'base', 'stage'];
  const { place, applications, merged } = one;
  return (
    texts.every((name) => typeof one[name] === 'string') &&
    typeof one['number'] === 'number' &&
    typeof one['since'] === 'number' &&
    isTexts(applications) &&
    isPlace(place) &&
    (merged === undefined || (typeof merged === 'object' && merged !== null))
  );
}

function isPlace(value: unknown): value is ForgePlace {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, web, api, project } = value as Readonly<Record<string, unknown>>;
  const isForge = kind === 'github' || kind === 'gitlab' || kind === 'gitea';
  return isForge && [web, api].every((one) => typeof one === 'string' && URL.canParse(one)) && isTexts(project);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
