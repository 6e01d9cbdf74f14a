import { hasTrait, type Rule, type TraitKind } from './objection.ts';
import { isBranch, pathOf, subjectOf, valueOf, what } from './said.ts';

/** What a trait of the source means for the value that would be written. */
export const ofSource: { readonly [Kind in TraitKind]?: Rule<Kind> } = {
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
  generated: ({ by }, { to, difference }) => ({
    code: 'generated',
    sentence: `${what(difference)} is made by ${by}; give ${to} a generator of its own, with the files that it reads.`,
  }),
  patched: ({ by }, { from, difference }) =>
    // Of what is shared an entry is offered, which says the same of patches.
    difference.field.length > 0 || hasTrait(difference.source, 'inherited')
      ? undefined
      : {
          code: 'patched',
          sentence: `${what(difference)} of ${from} is patched by ${by}; its file alone would be something else. Copy both by hand.`,
        },
  moving: (_, { from, difference }) => ({
    code: 'moving',
    sentence: isBranch(difference)
      ? `${from} follows the branch ${valueOf(difference.source)} of ${subjectOf(difference)}: written elsewhere it would mean whatever is merged into it.`
      : `${from} follows the moving tag ${valueOf(difference.source)} for ${subjectOf(difference)}: written elsewhere it would mean whatever it is moved to.`,
    offer: { code: 'tag', sentence: `Give what runs in ${from} a tag of its own, and promote that.` },
  }),
  range: ({ running }, { from, to, difference }) => ({
    code: 'range',
    sentence: `${from} follows the range ${valueOf(difference.source)} for ${subjectOf(difference)}; ${running === undefined ? 'which version runs there is known from its cluster alone' : `${running} runs there`}.`,
    offer: { code: 'pin', sentence: `Write the running version into ${to}.` },
    by: 'running',
  }),
};
