import { fieldText } from '../terms/fieldText.ts';
import type { Difference, Trait } from '../terms/difference.ts';
import type { Asked, Objection, Rule, TraitKind } from './objection.ts';
import { valueOf, what } from './said.ts';
import { ofSource } from './sourceRules.ts';
import { ofTarget } from './targetRules.ts';

const order: readonly TraitKind[] = [
  'encrypted',
  'variable',
  'templated',
  'generated',
  'patched',
  'resourceSetInput',
  'range',
  'moving',
  'imagePolicy',
  'inherited',
  'common',
  'merged',
  'alias',
  'anchored',
];

/** Why a difference is not to be written as it is; undefined where nothing speaks against it. */
export function whyNot(asked: Asked): Objection | undefined {
  const { source, target } = asked.difference;
  if (leadsToOwnFolder(asked.difference)) return ownFolder(asked);
  for (const kind of order) {
    for (const trait of target?.traits ?? []) {
      const objection = trait.kind === kind ? objectionOf(ofTarget, trait, asked) : undefined;
      if (objection !== undefined) return objection;
    }
    for (const trait of source?.traits ?? []) {
      const objection = trait.kind === kind ? objectionOf(ofSource, trait, asked) : undefined;
      if (objection !== undefined) return objection;
    }
  }
  return undefined;
}

function objectionOf(
  rules: { readonly [Kind in TraitKind]?: Rule<Kind> },
  trait: Trait,
  asked: Asked,
): Objection | undefined {
  const rule = rules[trait.kind] as ((trait: Trait, asked: Asked) => Objection | undefined) | undefined;
  return rule?.(trait, asked);
}

/** Whether a difference is the folder that a Flux object builds, which differs by the stage's name alone. */
function leadsToOwnFolder({ object, field, protected: protection, source, target }: Difference): boolean {
  const isFolder = folderFields.get(object.kind)?.test(fieldText(field)) === true;
  return isFolder && protection?.by === 'stageName' && source !== undefined && target !== undefined;
}

/** The fields of Flux objects that name the folder of what they build. */
const folderFields: ReadonlyMap<string, RegExp> = new Map([
  ['Kustomization', /^spec\.path$/],
  ['FluxInstance', /^spec\.sync\.path$/],
  ['ArtifactGenerator', /^spec\.artifacts\[[^\]]*\]\.copy\[\d+\]\.(?:from|to)$/],
]);

function ownFolder({ from, to, difference }: Asked): Objection {
  const sentence = `${what(difference)} is ${valueOf(difference.source)} in ${from}: written into ${to} it would build the files of ${from} there, now and after each change of them.`;
  return { code: 'ownFolder', sentence };
}
