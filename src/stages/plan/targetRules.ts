import type { Side } from '../terms/difference.ts';
import { hasTrait, type Rule, type TraitKind } from './objection.ts';
import { isBranch, pathOf, subjectOf, valueOf, what } from './said.ts';

/** Whether a value names what is moved or chosen elsewhere: no version that stays. */
function isFollowed(side: Side | undefined): boolean {
  return hasTrait(side, 'moving') || hasTrait(side, 'range');
}

/** What a trait of the target means for writing there; the first that objects is told. */
export const ofTarget: { readonly [Kind in TraitKind]: Rule<Kind> } = {
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
  resourceSetInput: (_, { to, difference }) =>
    isFollowed(difference.target)
      ? {
          code: 'resourceSetInput',
          sentence: `${what(difference)} of ${to} is an input of a ResourceSet that follows ${valueOf(difference.target)}; it is promoted by tagging.`,
          offer: { code: 'tag', sentence: `Move the tag that ${to} follows to what runs in the stage before.` },
        }
      : undefined,
  moving: (_, { to, difference }) => {
    const [target, source] = [valueOf(difference.target), valueOf(difference.source)];
    if (isBranch(difference)) {
      return {
        code: 'moving',
        sentence: `${to} follows the branch ${target} of ${subjectOf(difference)}; what it runs is promoted by merging into that branch.`,
        offer: {
          code: 'merge',
          sentence: `Merge ${source} into ${target} in the repository of ${subjectOf(difference)}.`,
        },
      };
    }
    return {
      code: 'moving',
      sentence: `${to} follows the moving tag ${target} for ${subjectOf(difference)}; it is promoted by tagging, without a pull request.`,
      offer: { code: 'tag', sentence: `Point ${target} at ${source} in the registry.` },
    };
  },
  range: (_, { to, from, difference }) => ({
    code: 'range',
    sentence: `${to} follows the range ${valueOf(difference.target)} for ${subjectOf(difference)} and takes new versions by itself.`,
    offer: {
      code: 'pin',
      sentence: `Pin ${to} to the version of ${from}; it then takes no new versions by itself.`,
    },
    by: hasTrait(difference.source, 'range') ? 'running' : 'write',
  }),
  imagePolicy: ({ policy, automations }, { difference }) => {
    if (automations.length === 0) return undefined;
    const runsIn = automations.find(({ stage }) => stage !== undefined)?.stage;
    const paths = [...new Set(automations.map(({ path }) => path))].join(', ');
    const where = `${what(difference)} in ${pathOf(difference.target)}`;
    return {
      code: 'automation',
      sentence:
        runsIn === undefined
          ? `${where} has the marker of image automation (policy ${policy}), and the ImageUpdateAutomation in ${paths} may overwrite it: whether it runs, and for this, is not known here.`
          : `${where} is set by image automation (policy ${policy}), which runs in ${runsIn} and would overwrite it.`,
      offer: {
        code: 'suspendAutomation',
        sentence: `Suspend the ImageUpdateAutomation in ${paths}, or narrow its ImagePolicy.`,
      },
    };
  },
  inherited: ({ stages, overlay }, { to, difference }) => {
    if (difference.field.length === 0) {
      return {
        code: 'inherited',
        sentence: `${what(difference)} stands in ${pathOf(difference.target)}, which several stages read: taken away there it would be gone from all of: ${stages.join(', ')}.`,
        offer: { code: 'removeEntry', sentence: `Take the entry that brings it out of the kustomization of ${to}.` },
        by: 'entry',
      };
    }
    return {
      code: 'inherited',
      sentence: `${what(difference)} stands in ${pathOf(difference.target)}, which several stages read: a change there changes all of: ${stages.join(', ')}.`,
      offer:
        overlay === undefined
          ? { code: 'editBase', sentence: `Change ${pathOf(difference.target)} for all of them.` }
          : { code: 'override', sentence: `Override it for ${to} alone, in ${overlay}.` },
      ...(overlay !== undefined && { by: 'override' as const }),
    };
  },
  patched: ({ by }, { to, difference }) =>
    difference.field.length > 0
      ? undefined
      : {
          code: 'patched',
          sentence: `${what(difference)} of ${to} is patched by ${by}; without the object that patch would fail. Take both away by hand.`,
        },
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
