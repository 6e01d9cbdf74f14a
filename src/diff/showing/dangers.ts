import { counted } from '../../base/counted.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, nameInSentence, parseKey, type JsonObject, type KindId, type ObjectKey } from '../../flux/object.ts';
import { changeDangers } from './changeDangers.ts';
import type { Refusal } from '../terms/ports.ts';
import type { Action, Danger, DangerCode } from '../terms/prediction.ts';
import { cascadeOf } from '../kustomizations/prune.ts';

/** What dangers are told from: objects as the cluster gave them, with status. Messages repeat no values of them. */
export interface DangerFacts {
  readonly key: ObjectKey;
  readonly action: Action;
  readonly live?: JsonObject;
  /** The object as it would be stored. */
  readonly result?: JsonObject;
  readonly refusal?: Refusal;
}

/** The worst first. */
const ranks: Readonly<Record<DangerCode, number>> = {
  deletedNotRecreated: 0,
  namespaceDeleted: 1,
  dataDeleted: 2,
  definitionDeleted: 3,
  childPruned: 4,
  releaseUninstalled: 5,
  movedRisky: 6,
  releaseReinstalled: 7,
  immutable: 8,
  recreated: 9,
  orphaned: 10,
  scaledToZero: 11,
  suspended: 12,
  resumed: 13,
  wildcardRights: 14,
  imageLowered: 15,
};

/** What a person must see of a prediction before they commit, the worst first. */
export function dangersOf(facts: DangerFacts): readonly Danger[] {
  const name = nameInSentence(facts.key);
  const found = [...deletions(facts, name), ...refusals(facts, name), ...changes(facts, name)];
  return found.toSorted((one, other) => ranks[one.code] - ranks[other.code]);
}

/** The order of objects in a result: less than 0 if the first has the worse danger. */
export function compareDangers(one: readonly Danger[], other: readonly Danger[]): number {
  return worst(one) - worst(other);
}

function worst(dangers: readonly Danger[]): number {
  return Math.min(Object.keys(ranks).length, ...dangers.map(({ code }) => ranks[code]));
}

function deletions({ key, action, live }: DangerFacts, name: string): Danger[] {
  switch (action) {
    case 'deleteOnly':
      return [
        { code: 'deletedNotRecreated', message: `deletes ${name}, and creating it anew fails` },
        ...losses(key, live, name),
      ];
    case 'recreate':
      return [{ code: 'recreated', message: `deletes ${name} and creates it anew` }, ...losses(key, live, name)];
    case 'prune':
      return losses(key, live, name);
    case 'move':
      if (!isPrecious(kindIdOf(key))) return [];
      return [
        {
          code: 'movedRisky',
          message: `may delete ${name} and create it anew, as another Kustomization declares it; mark the live object kustomize.toolkit.fluxcd.io/prune: disabled first`,
        },
      ];
    case 'orphan':
      return [{ code: 'orphaned', message: `leaves ${name} in the cluster, managed by nobody` }];
    case 'create':
    case 'change':
    case 'unchanged':
    case 'skip':
    case 'error':
    case 'unknown':
      return [];
  }
}

const claim = '/PersistentVolumeClaim';
const volume = '/PersistentVolume';
const namespace = '/Namespace';
const definition = 'apiextensions.k8s.io/CustomResourceDefinition';

function isPrecious(id: KindId): boolean {
  return [claim, volume, namespace, definition, kinds.kustomization, kinds.helmRelease].some((one) => one === id);
}

/** What goes with an object that is deleted. */
function losses(key: ObjectKey, live: JsonObject | undefined, name: string): Danger[] {
  switch (kindIdOf(key)) {
    case claim:
    case volume:
      return [{ code: 'dataDeleted', message: `deletes ${name}: its data goes with it` }];
    case namespace:
      return [{ code: 'namespaceDeleted', message: `deletes ${name} with everything in it` }];
    case definition:
      return [{ code: 'definitionDeleted', message: `deletes ${name} and with it every ${definedKind(live, key)}` }];
    case kinds.kustomization:
    case kinds.helmRelease:
      return live === undefined ? [] : below(live, name);
    default:
      return [];
  }
}

function definedKind(live: JsonObject | undefined, key: ObjectKey): string {
  return asText(valueAt(live, 'spec', 'names', 'kind')) ?? `object of ${parseKey(key).name}`;
}

function below(live: JsonObject, name: string): Danger[] {
  const cascade = cascadeOf(live);
  if (cascade === undefined) return [];
  const count = cascade.entries.length;
  const objects = counted(count, 'object');
  switch (cascade.deletes) {
    case 'inventory':
      return count === 0 ? [] : [{ code: 'childPruned', message: `deletes ${name} and with it ${objects} below` }];
    case 'release':
      return [
        { code: 'releaseUninstalled', message: `uninstalls ${name}${count === 0 ? '' : ` and with it ${objects}`}` },
      ];
    case 'nothing':
      if (count === 0) return [];
      return [
        {
          code: 'orphaned',
          message: `leaves ${objects} of ${name} in the cluster, managed by nobody: ${cascade.message}`,
        },
      ];
  }
}

function refusals({ action, refusal }: DangerFacts, name: string): Danger[] {
  if (action !== 'error' || refusal === undefined || !/is\simmutable|immutable\sfield/.test(refusal.message)) return [];
  const fields = refusal.fields === undefined || refusal.fields.length === 0 ? 'a field' : refusal.fields.join(', ');
  return [{ code: 'immutable', message: `changes ${fields} of ${name}, which cannot change once it is created` }];
}

function changes({ key, action, live, result }: DangerFacts, name: string): readonly Danger[] {
  if (result === undefined || (action !== 'change' && action !== 'create' && action !== 'recreate')) return [];
  return changeDangers(kindIdOf(key), action === 'create' ? undefined : live, result, name);
}
