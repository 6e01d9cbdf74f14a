import type { JsonObject } from '../../flux/object.ts';
import { textsOf } from '../values/objects.ts';

const group = 'kustomize.toolkit.fluxcd.io';

/** A marker as it is written: `kustomize.toolkit.fluxcd.io/reconcile: disabled`. */
export type Marker = `${typeof group}/${string}: ${string}`;

const reconcileDisabled: Marker = `${group}/reconcile: disabled`;
const ssaIgnore: Marker = `${group}/ssa: Ignore`;
const ssaIfNotPresent: Marker = `${group}/ssa: IfNotPresent`;
const ssaMerge: Marker = `${group}/ssa: Merge`;
const forceEnabled: Marker = `${group}/force: enabled`;
const pruneDisabled: Marker = `${group}/prune: disabled`;

/*
 * Markers are labels or annotations whose value is compared without case (pkg/ssa, utils/meta.go AnyInMetadata). Which of
 * them counts where: kustomize-controller, kustomization_controller.go (apply, deleteObjects); pkg/ssa, manager_apply.go.
 */

/** The marker that keeps Flux from applying an object at all; it stays in the inventory. */
export function skippedBy(desired: JsonObject, live: JsonObject | undefined): Marker | undefined {
  const always = markerOn([desired, live], [reconcileDisabled, ssaIgnore]);
  return always ?? (live === undefined ? undefined : markerOn([desired], [ssaIfNotPresent]));
}

/** The marker that keeps what others wrote into fields which Flux would take over. */
export function mergedBy(desired: JsonObject, live: JsonObject | undefined): Marker | undefined {
  return markerOn([desired, live], [ssaMerge]);
}

/** The marker by which an object that the API server refuses is deleted and created anew, as `spec.force` does for all. */
export function forcedBy(desired: JsonObject, live: JsonObject | undefined): Marker | undefined {
  return markerOn([desired, live], [forceEnabled]);
}

/** The marker that keeps an object which left the build from being deleted. Only those on the live object count. */
export function keptBy(live: JsonObject): Marker | undefined {
  return markerOn([live], [pruneDisabled, reconcileDisabled, ssaIgnore]);
}

function markerOn(objects: readonly (JsonObject | undefined)[], markers: readonly Marker[]): Marker | undefined {
  return markers.find((marker) => {
    const [name = '', value = ''] = marker.split(': ');
    return objects.some((object) =>
      [textsOf(object, 'labels'), textsOf(object, 'annotations')].some(
        (texts) => texts.get(name)?.toLowerCase() === value.toLowerCase(),
      ),
    );
  });
}
