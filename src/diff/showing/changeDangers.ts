import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kinds, suspendMechanism } from '../../flux/kinds.ts';
import type { JsonObject, KindId } from '../../flux/object.ts';
import { changesBetween } from '../values/compare.ts';
import { isLowered, isLowerTag } from './imageVersions.ts';
import { textsOf } from '../values/objects.ts';
import { asList } from '../values/json.ts';
import type { Danger } from '../terms/prediction.ts';
import { reinstalledBy } from './reinstall.ts';

/**
 * The dangers of what an object becomes, whose `name` stands in the sentences. `before` is absent of a new object.
 */
export function changeDangers(
  id: KindId,
  before: JsonObject | undefined,
  after: JsonObject,
  name: string,
): readonly Danger[] {
  return [
    ...(before === undefined ? [] : [...scaling(before, after, name), ...suspension(id, before, after, name)]),
    ...(before === undefined ? [] : loweredImages(id, before, after, name)),
    ...(before === undefined || id !== kinds.helmRelease ? [] : reinstall(before, after, name)),
    ...rights(before, after, name),
  ];
}

function scaling(before: JsonObject, after: JsonObject, name: string): Danger[] {
  const [was, is] = [before, after].map((object) => valueAt(object, 'spec', 'replicas'));
  return is === 0 && was !== 0 ? [{ code: 'scaledToZero', message: `scales ${name} to 0` }] : [];
}

function suspension(id: KindId, before: JsonObject, after: JsonObject, name: string): Danger[] {
  const [was, is] = [isSuspended(id, before), isSuspended(id, after)];
  if (was === is) return [];
  return is
    ? [{ code: 'suspended', message: `suspends ${name}` }]
    : [{ code: 'resumed', message: `resumes ${name}, which is suspended` }];
}

function isSuspended(id: KindId, object: JsonObject): boolean {
  const mechanism = suspendMechanism(id);
  if (mechanism.by !== 'annotation') return valueAt(object, 'spec', 'suspend') === true;
  return textsOf(object, 'annotations').get(mechanism.name)?.toLowerCase() === mechanism.suspended;
}

/** Fields of containers and custom resources that name an image; in the values of a Helm chart, tags beside them too. */
function loweredImages(id: KindId, before: JsonObject, after: JsonObject, name: string): Danger[] {
  return changesBetween(before, after).flatMap((change): Danger[] => {
    const [was, is] = [asText(change.before), asText(change.after)];
    if (was === undefined || is === undefined) return [];
    const isImage = /(?:^|\.)image$/.test(change.path) && isLowered(was, is);
    const isTag = id === kinds.helmRelease && /^spec\.values\..*\btag$/.test(change.path) && isLowerTag(was, is);
    return isImage || isTag ? [{ code: 'imageLowered', message: `lowers the image of ${name}: ${change.path}` }] : [];
  });
}

function reinstall(before: JsonObject, after: JsonObject, name: string): Danger[] {
  const reason = reinstalledBy(before, after);
  if (reason === undefined) return [];
  return [{ code: 'releaseReinstalled', message: `uninstalls ${name} and installs it anew: another ${reason}` }];
}

/** Rules that grant everything in some respect, and bindings to cluster-admin, as far as they are new. */
function rights(before: JsonObject | undefined, after: JsonObject, name: string): Danger[] {
  if (!asText(after['apiVersion'])?.startsWith('rbac.authorization.k8s.io/')) return [];
  const had = new Set(before === undefined ? [] : grants(before));
  const added = grants(after).filter((grant) => !had.has(grant));
  if (added.length === 0) return [];
  return [{ code: 'wildcardRights', message: `lets ${name} grant ${[...new Set(added)].join(', ')}` }];
}

function grants(object: JsonObject): string[] {
  if (asObject(object['roleRef']) !== undefined) {
    if (valueAt(object, 'roleRef', 'name') !== 'cluster-admin') return [];
    return asObjects(object['subjects']).map(
      (subject) => `cluster-admin to ${asText(subject['kind']) ?? ''} ${asText(subject['name']) ?? ''}`,
    );
  }
  return asObjects(object['rules']).flatMap((rule) => {
    const isEverything = (field: string): boolean => asList(rule[field])?.includes('*') === true;
    return [
      ...(isEverything('verbs') ? [`every verb on ${texts(rule['resources'])}`] : []),
      ...(isEverything('resources') ? [`${texts(rule['verbs'])} on every resource`] : []),
    ];
  });
}

function texts(value: unknown): string {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : '';
}
