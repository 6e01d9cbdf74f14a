import type { Trait } from '../terms/difference.ts';
import type { StageHolding } from '../applications/holding.ts';
import { textAt, type PlacedScalar, type PlacedSource, type Where } from '../applications/placed.ts';
import { documentKey } from '../applications/users.ts';
import type { Variables } from '../applications/variables.ts';
import { anchorAround } from './anchors.ts';
import { overwrites } from './automated.ts';
import { policyMarker } from './marker.ts';
import type { Seen } from './seen.ts';
import { scalarSpan } from './scalarSpan.ts';

/** That a value is made of a variable, and where the stage says that. */
export function variableTrait(name: string, { given }: Variables): Trait {
  const scalar = given.get(name);
  return {
    kind: 'variable',
    name,
    given: scalar && {
      path: scalar.at.source.path,
      span: scalar.at.source.spanOf(scalarSpan(scalar, 0, scalar.text.length)),
    },
  };
}

/** Whether no other stage reads a file. */
export function isOwnOf({ readers }: StageHolding, path: string): boolean {
  return (readers.get(path)?.length ?? 0) <= 1;
}

/** Whether a patch is for an object by its kind and name, and not for whatever its target selects. */
export function namesObject({ content }: PlacedSource, { object: { built, value } }: Seen): boolean {
  const name = textAt(value, 'metadata', 'name') ?? built.name;
  return content.objects.some((one) => one.kindId === built.kindId && one.name === name);
}

/** What the place of a value tells; `key` is that of its scalar, where several applications may share it. */
export function whereTraits(at: Where, seen: Seen, key?: string): Trait[] {
  const { source, alias, merged, path } = at;
  const traits = inheritedTrait(source.path, seen);
  traits.push(...commonTrait([documentKey(source), ...(key === undefined ? [] : [key])], seen));
  if (merged) traits.push({ kind: 'merged' });
  if (alias?.target !== undefined) {
    traits.push({ kind: 'alias', name: alias.name, anchor: source.spanOf(alias.target.span) });
  } else if (at.node.type === 'alias' && at.node.target !== undefined) {
    traits.push({ kind: 'alias', name: at.node.name, anchor: source.spanOf(at.node.target.span) });
  }
  const anchor = anchorAround(source.content, path);
  if (anchor !== undefined) traits.push({ kind: 'anchored', ...anchor });
  return traits;
}

/** That several applications of the stage use one of these places. */
export function commonTrait(keys: readonly string[], { holding }: Seen): Trait[] {
  const shared = keys.flatMap((key) => {
    const applications = holding.users.get(key) ?? [];
    return applications.length > 1 ? applications : [];
  });
  return shared.length === 0 ? [] : [{ kind: 'common', applications: [...new Set(shared)] }];
}

/** That several stages read a file. */
export function inheritedTrait(path: string, { holding, application }: Seen): Trait[] {
  const stages = holding.readers.get(path) ?? [];
  return stages.length > 1 ? [{ kind: 'inherited', stages, overlay: application.overlay }] : [];
}

/** What a text itself tells: templates and ciphers. */
export function textTraits(text: string): Trait[] {
  const template = /<<[^>]{0,200}>>|\{\{[^}]{0,200}\}\}/.exec(text)?.[0];
  return [
    ...(template === undefined ? [] : [{ kind: 'templated', template } as const]),
    ...(text.startsWith('ENC[') ? [{ kind: 'encrypted' } as const] : []),
  ];
}

/** That image automation follows the value, and which ImageUpdateAutomations do or may. */
export function markerTraits({ at }: PlacedScalar, { holding }: Seen): Trait[] {
  const marker = policyMarker(at.source.content.text, at.node.span.end);
  if (marker === undefined) return [];
  const automations = holding.automations.flatMap((one) => {
    const answer = overwrites(one, at.source.path, marker.policy);
    const { path, span, stage } = one;
    return answer === 'no' ? [] : [{ path, span, stage: answer === 'yes' ? stage : undefined }];
  });
  return [{ kind: 'imagePolicy', ...marker, automations }];
}
