import { fieldText } from '../terms/fieldText.ts';
import type { Difference, Side, Trait } from '../terms/difference.ts';
import type { Offer, RefusalCode } from '../terms/plan.ts';

/** Why a difference is not written, and what could be done instead. */
export interface Objection {
  readonly code: RefusalCode;
  readonly sentence: string;
  readonly offer?: Pick<Offer, 'code' | 'sentence'>;
  /** How the offer's changes are made: the value in its place after all, as a running version, or put over what is inherited. */
  readonly by?: 'write' | 'running' | 'override';
}

/** Who speaks of a difference: the stages' names and what else is chosen. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly difference: Difference;
  /** Whether all that shares the target's value takes the same new one. */
  readonly allShare: boolean;
}

type TraitKind = Trait['kind'];

type Rule<Kind extends TraitKind> = (trait: Extract<Trait, { kind: Kind }>, asked: Asked) => Objection | undefined;

/** What a trait of the target means for writing there; the first that objects is told. */
const ofTarget: { readonly [Kind in TraitKind]: Rule<Kind> } = {
  encrypted: (_, { to, difference }) => ({
    code: 'encrypted',
    sentence: `${what(difference)} of ${to} is encrypted by SOPS in ${pathOf(difference.target)}; a change without its keys would break its MAC. Change it with sops.`,
  }),
  templated: ({ template }, { difference }) => ({
    code: 'templated',
    sentence: `${what(difference)} is made by a template (${template}) in ${pathOf(difference.target)}; change the template or what fills it in.`,
  }),
  generated: ({ by }, { difference }) => ({
    code: 'generated',
    sentence: `${what(difference)} is made by ${by}; change what that makes it of.`,
  }),
  variable: ({ name, given }, { to, difference }) =>
    given === undefined
      ? {
          code: 'variable',
          sentence: `${what(difference)} is made of the variable "${name}", to which no file of ${to} gives a value; change it where it is given.`,
        }
      : undefined,
  resourceSetInput: ({ provider }, { to, difference }) => ({
    code: 'resourceSetInput',
    sentence: `${what(difference)} of ${to} is an input of a ResourceSet${provider === undefined ? '' : ` from ${provider}`}; it is promoted by tagging.`,
    offer: { code: 'tag', sentence: `Move the tag that ${to} follows to what runs in the stage before.` },
  }),
  moving: (_, { to, difference }) => ({
    code: 'moving',
    sentence: `${to} follows the moving tag ${valueOf(difference.target)} for ${subjectOf(difference)}; it is promoted by tagging, without a pull request.`,
    offer: {
      code: 'tag',
      sentence: `Point ${valueOf(difference.target)} at ${valueOf(difference.source)} in the registry.`,
    },
  }),
  range: (_, { to, from, difference }) => ({
    code: 'range',
    sentence: `${to} follows the range ${valueOf(difference.target)} for ${subjectOf(difference)} and takes new versions by itself.`,
    offer: {
      code: 'pin',
      sentence: `Pin ${to} to the version of ${from}; it then takes no new versions by itself.`,
    },
    by: hasTrait(difference.source, 'range') ? 'running' : 'write',
  }),
  imagePolicy: ({ policy, automations }, { to, difference }) =>
    automations.length === 0
      ? undefined
      : {
          code: 'automation',
          sentence: `${what(difference)} in ${pathOf(difference.target)} is set by image automation (policy ${policy}), which runs in ${to} and would overwrite it.`,
          offer: {
            code: 'suspendAutomation',
            sentence: `Suspend the ImageUpdateAutomation in ${automations.map(({ path }) => path).join(', ')}, or narrow its ImagePolicy.`,
          },
        },
  inherited: ({ stages, overlay }, { to, difference }) => ({
    code: 'inherited',
    sentence: `${what(difference)} stands in ${pathOf(difference.target)}, which several stages read: a change there changes all of: ${stages.join(', ')}.`,
    offer:
      overlay === undefined
        ? { code: 'editBase', sentence: `Change ${pathOf(difference.target)} for all of them.` }
        : { code: 'override', sentence: `Override it for ${to} alone, in ${overlay}.` },
    ...(overlay !== undefined && { by: 'override' as const }),
  }),
  common: ({ applications }, { to, difference, allShare }) =>
    allShare
      ? undefined
      : {
          code: 'common',
          sentence: `${what(difference)} stands in ${pathOf(difference.target)}, which several applications of ${to} read: ${applications.join(', ')}.`,
          offer: { code: 'editBase', sentence: 'Promote all of them together, or change it for all.' },
          by: 'write',
        },
  anchored: ({ name, uses }, { difference, allShare }) =>
    allShare
      ? undefined
      : {
          code: 'anchor',
          sentence: `${what(difference)} carries the anchor &${name} in ${pathOf(difference.target)}, which ${uses} other ${uses === 1 ? 'place repeats' : 'places repeat'}: they would change too.`,
          offer: {
            code: 'editBase',
            sentence: `Choose the other ${uses === 1 ? 'place' : 'places'} too, or give each its own value.`,
          },
        },
  alias: ({ name }, { difference, allShare }) =>
    allShare
      ? undefined
      : {
          code: 'anchor',
          sentence: `${what(difference)} is the alias *${name} in ${pathOf(difference.target)}: its value is written at the anchor, which other places share.`,
          offer: {
            code: 'override',
            sentence: `Write the value here in place of *${name}; other places stay as they are.`,
          },
          by: 'write',
        },
  merged: (_, { difference }) => ({
    code: 'merged',
    sentence: `${what(difference)} comes from a map that is merged (<<) in ${pathOf(difference.target)}, which other places share.`,
    offer: { code: 'override', sentence: 'Write a key of its own beside the merge.' },
  }),
};

/** What a trait of the source means for the value that would be written. */
const ofSource: { readonly [Kind in TraitKind]?: Rule<Kind> } = {
  encrypted: (_, { from, difference }) => ({
    code: 'encrypted',
    sentence: `${what(difference)} of ${from} is encrypted by SOPS in ${pathOf(difference.source)}; its value cannot be copied without its keys.`,
  }),
  templated: ({ template }, { from, difference }) => ({
    code: 'templated',
    sentence: `${what(difference)} of ${from} is made by a template (${template}); which value it has is not known here.`,
  }),
  variable: ({ name, given }, { from, difference }) =>
    given === undefined
      ? {
          code: 'variable',
          sentence: `${what(difference)} of ${from} is made of the variable "${name}", to which no file of ${from} gives a value.`,
        }
      : undefined,
  resourceSetInput: (trait, asked) => ofTarget.resourceSetInput(trait, { ...asked, to: asked.from }),
  moving: (_, { from, difference }) => ({
    code: 'moving',
    sentence: `${from} follows the moving tag ${valueOf(difference.source)} for ${subjectOf(difference)}: written elsewhere it would mean whatever it is moved to.`,
    offer: { code: 'tag', sentence: `Give what runs in ${from} a tag of its own, and promote that.` },
  }),
  range: ({ running }, { from, to, difference }) => ({
    code: 'range',
    sentence: `${from} follows the range ${valueOf(difference.source)} for ${subjectOf(difference)}; ${running === undefined ? 'which version runs there is known from its cluster alone' : `${running} runs there`}.`,
    offer: { code: 'pin', sentence: `Write the running version into ${to}.` },
    by: 'running',
  }),
};

const order: readonly TraitKind[] = [
  'encrypted',
  'variable',
  'templated',
  'generated',
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

/** Whether a side has a trait. */
export function hasTrait(side: Side | undefined, kind: TraitKind): boolean {
  return side?.traits.some((trait) => trait.kind === kind) === true;
}

/** The field of a difference for a person: `image of Deployment web`. */
export function what({ version, object, field }: Difference): string {
  const owner = `${object.kind} ${object.name}`;
  if (version !== undefined) return `The version of ${version.subject} (${owner})`;
  return field.length === 0 ? owner : `${fieldText(field)} of ${owner}`;
}

function subjectOf({ version, object }: Difference): string {
  return version?.subject ?? `${object.kind} ${object.name}`;
}

function valueOf(side: Side | undefined): string {
  return side === undefined ? 'nothing' : `"${side.value}"`;
}

function pathOf(side: Side | undefined): string {
  return side?.place.path ?? 'its file';
}
