import type { Health } from '../flux/health.ts';
import { asText, specOf } from '../flux/fields.ts';
import { isStatic } from '../flux/kinds.ts';
import { parseKey, type FluxObject, type ObjectKey } from '../flux/object.ts';
import { runningRevision, shortRevision } from '../flux/revision.ts';
import { failingSince, since, type SinceWhat } from '../flux/since.ts';
import { suspensionOf, type Suspension } from '../flux/suspension.ts';
import { plainText } from '../base/plainText.ts';
import { standingOf } from './standing.ts';

/**
 * A part of the text beside a row's label; texts are plain, times are RFC 3339. The icon has said the state already,
 * so no part repeats it.
 */
export type DescriptionPart =
  | { readonly code: 'namespace'; readonly text: string }
  /** The type of an object that has no status. */
  | { readonly code: 'type'; readonly text: string }
  | { readonly code: 'revision'; readonly text: string }
  /** "2 min": since when what runs has been running. */
  | { readonly code: 'since'; readonly time: string; readonly what: SinceWhat }
  /** "for 3 h"; `atLeast`: it may have failed for longer. */
  | { readonly code: 'failingSince'; readonly time: string; readonly precision: 'exact' | 'atLeast' }
  /** The controller's words. */
  | { readonly code: 'message'; readonly text: string }
  | { readonly code: 'waitsFor'; readonly text: string; readonly key: ObjectKey }
  | ({ readonly code: 'suspended' } & Suspension)
  | { readonly code: 'terminating'; readonly since?: string };

/** What a row says, most needed first: where it is; if it does not work, why; else what runs and since when. */
export function descriptionOf(object: FluxObject, health: Health): readonly DescriptionPart[] {
  const { namespace } = parseKey(object.key);
  const where: DescriptionPart[] = namespace === '' ? [] : [{ code: 'namespace', text: plainText(namespace) }];
  return [...where, ...newsOf(object, health)];
}

function newsOf(object: FluxObject, health: Health): readonly DescriptionPart[] {
  switch (health.state) {
    case 'terminating':
      return [{ code: 'terminating', ...(health.since !== undefined && { since: health.since }) }];
    case 'suspended':
      return [{ code: 'suspended', ...plainSuspension(suspensionOf(object) ?? {}) }];
    case 'noStatus':
      return typeOf(object);
    case 'ready':
      return runs(object);
    case 'failed':
      return [...says(health), ...fails(object)];
    case 'waiting':
      return health.on === undefined
        ? says(health)
        : [{ code: 'waitsFor', text: refText(object, health.on), key: health.on }];
    case 'reconciling':
    case 'unknown':
      // A look at what runs well already is no news: the row keeps its words.
      return standingOf(health) === 'ready' && health.state === 'reconciling' ? runs(object) : says(health);
  }
}

function says({ message, reason }: { readonly message: string; readonly reason: string }): readonly DescriptionPart[] {
  const text = plainText(message) || plainText(reason);
  return text === '' ? [] : [{ code: 'message', text }];
}

function runs(object: FluxObject): readonly DescriptionPart[] {
  const revision = runningRevision(object);
  const from = since(object);
  return [
    ...(revision === undefined ? [] : [{ code: 'revision' as const, text: plainText(shortRevision(revision)) }]),
    ...(from === undefined ? [] : [{ code: 'since' as const, ...from }]),
  ];
}

function fails(object: FluxObject): readonly DescriptionPart[] {
  const from = failingSince(object);
  return from === undefined ? [] : [{ code: 'failingSince', ...from }];
}

/** `oci` of a HelmRepository, `slack` of a Provider. */
function typeOf(object: FluxObject): readonly DescriptionPart[] {
  const type = isStatic(object) ? 'oci' : asText(specOf(object)['type']);
  return type === undefined ? [] : [{ code: 'type', text: plainText(type) }];
}

/** The words of people made plain. */
export function plainSuspension(suspension: Suspension): Suspension {
  const { by, reason, ...rest } = suspension;
  return {
    ...rest,
    ...(by !== undefined && { by: plainText(by) }),
    ...(reason !== undefined && { reason: plainText(reason) }),
  };
}

/** How an object speaks of another: by name, with the kind if that is another, with the namespace if that is. */
function refText(from: FluxObject, key: ObjectKey): string {
  const to = parseKey(key);
  const own = parseKey(from.key);
  const name = to.namespace === own.namespace ? to.name : `${to.namespace}/${to.name}`;
  return plainText(to.kindId === own.kindId ? name : `${to.kind}/${name}`);
}
