import type { Disagreement } from './compare.ts';

/** Verdicts that differ for a reason that is known: we say more than JSON Schema can. */
export interface KnownDifference {
  readonly reason: string;
  readonly covers: (difference: Disagreement) => boolean;
}

/** All of them are about what we refuse and JSON Schema takes. */
const knownDifferences: readonly KnownDifference[] = [
  {
    reason: "The JSON schemas of custom kinds take any field at the object's root; strict field validation does not.",
    covers: ({ own, change }) => own[0]?.startsWith('unknown-field') === true && /^\w+ has another name$/.test(change),
  },
  {
    reason: "Flux Operator's kinds are written into the catalogue's notification schemas; Flux's own lack them.",
    covers: ({ own }) => /^not-allowed spec\.(eventSources|resources)\[\d+\]\.kind/.test(own[0] ?? ''),
  },
  {
    reason: 'What the API server demands of core kinds beyond their OpenAPI: ports, references, values of fields.',
    covers: ({ group }) => group === '' || group === 'apps' || group === 'batch' || group.endsWith('.k8s.io'),
  },
];

/** Why two verdicts differ. Undefined where it is not known, or we find nothing where JSON Schema does. */
export function reasonOf(difference: Disagreement): string | undefined {
  if (difference.own.length === 0) return undefined;
  return knownDifferences.find(({ covers }) => covers(difference))?.reason;
}
