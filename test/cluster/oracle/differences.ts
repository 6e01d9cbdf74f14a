import type { OracleDocument } from './documents.ts';
import type { ServerVerdict, Verdict } from './verdict.ts';

/** A document about which Sluice and the API server disagree. */
export interface Disagreement {
  readonly document: OracleDocument;
  readonly own: Verdict;
  readonly server: ServerVerdict;
}

/** A class of disagreements that is accepted, and why. */
export interface KnownDifference {
  readonly reason: string;
  /** What the API server says; Sluice says nothing. */
  readonly says: RegExp;
}

/** Where Sluice passes what the API server refuses. There is no class of the opposite: nothing good is called wrong. */
const knownDifferences: readonly KnownDifference[] = [
  {
    reason:
      'Whether an autoscaler may have 0 replicas depends on the feature gate HPAScaleToZero, which no document tells.',
    says: /minReplicas: Invalid value: 0/,
  },
  {
    reason:
      'Kubernetes checks words and relations in its own kinds by Go code, which no schema tells. Sluice has the frequent ' +
      'ones; these stand in fields that are seldom written.',
    says: /podFailurePolicy|successPolicy|resources\.claims|appArmorProfile|seccompProfile|seLinux|windowsOptions|procMount|dnsConfig|affinity|readinessGates|schedulingGates|overhead|behavior|dataSource|sessionAffinityConfig|internalTrafficPolicy|loadBalancer|projected|downwardAPI|csi|ephemeral|iscsi|nfs|subPath|mountPropagation|must not have leading 0s/i,
  },
  {
    reason: 'A Job gets its selector from the API server; one that is written needs manualSelector.',
    says: /spec\.selector: (Required|Invalid) value/,
  },
];

/** The class of a disagreement; undefined for one that nobody has looked at. */
export function classOf({ own, server }: Disagreement): KnownDifference | undefined {
  if (own.length > 0) return undefined;
  const said = [...server.create, ...server.apply].join('\n');
  return knownDifferences.find(({ says }) => says.test(said));
}

/** For the person who reads a failed test. */
export function describeDisagreement({ document, own, server }: Disagreement): string {
  const { kind, mutation, text } = document;
  const said = [...server.create, ...server.apply];
  return [
    `${kind.kind}, ${mutation}`,
    `  Sluice: ${own.join(' | ') || 'good'}`,
    `  server: ${said.join(' | ').slice(0, 600) || 'good'}`,
    text.slice(0, 1500),
  ].join('\n');
}
