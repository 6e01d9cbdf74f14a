import { isEqual } from '../../diff/values/equal.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { valueAt } from '../../flux/fields.ts';
import { inventoryOf } from '../../flux/inventory.ts';
import { kinds } from '../../flux/kinds.ts';
import { jsonOf, kindIdOf, nameInSentence, parseKey, type FluxObject, type JsonObject } from '../../flux/object.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';

/** What is not known of a release, a sentence each: of what may be the stage's, and of what a person has to judge. */
export interface ReleaseDoubts {
  readonly unknown: readonly string[];
  readonly doubts: readonly string[];
}

/** With these a release may be the stage's, or be in another cluster. */
const elsewhere = ['targetNamespace', 'storageNamespace', 'kubeConfig'];

/** What a chart makes. */
const chartFields = ['chart', 'chartRef', 'values', 'valuesFrom', 'postRenderers'];

/**
 * What is not known of a preview's HelmRelease. A chart may make anything; what the stage's release of it made tells:
 * helm-controller takes over what is there already unless `disableTakeOwnership` says otherwise, and uninstalling deletes it.
 * A fixed releaseName is no other release: it is one in each namespace.
 */
export function doubtsOfRelease(object: JsonObject, stage: readonly FluxObject[], snapshot: Snapshot): ReleaseDoubts {
  const key = keyOfObject(object);
  const name = nameInSentence(key);
  const unknown = (sentence: string): ReleaseDoubts => ({ unknown: [sentence], doubts: [] });
  const set = elsewhere.find((field) => valueAt(object['spec'], field) !== undefined);
  if (set !== undefined) return unknown(`${name} names spec.${set}, so that it may be the release of the stage.`);
  const twin = stage
    .flatMap((one) => inventoryOf(jsonOf(one)))
    .find((one) => kindIdOf(one.key) === kinds.helmRelease && parseKey(one.key).name === parseKey(key).name);
  const live = twin && findObject(snapshot, twin.key);
  const made = live === undefined ? [] : inventoryOf(jsonOf(live));
  if (live === undefined || made.length === 0) return unknown(`What the chart of ${name} would make is not known.`);
  const { namespace } = parseKey(live.key);
  const shared = made.find((one) => parseKey(one.key).namespace !== namespace);
  if (shared !== undefined) {
    return unknown(
      `The chart of ${name} makes ${nameInSentence(shared.key)} too, outside its namespace: ${nameInSentence(live.key)} of the stage has it.`,
    );
  }
  const other = chartFields.find(
    (field) => !isEqual(valueAt(object['spec'], field), valueAt(jsonOf(live), 'spec', field)),
  );
  if (other === undefined) return { unknown: [], doubts: [] };
  const sentence = `${name} has another spec.${other} than ${nameInSentence(live.key)}: whether its chart then makes something outside of its namespace is not known.`;
  return { unknown: [], doubts: [sentence] };
}
