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
  /** A complaint of the API server, from the field's path on; Sluice says nothing. */
  readonly complaint: RegExp;
}

/** Where Sluice passes what the API server refuses. There is no class of the opposite: nothing good is called wrong. */
const knownDifferences: readonly KnownDifference[] = [
  {
    reason:
      'Whether an autoscaler may have 0 replicas depends on the feature gate HPAScaleToZero, which no document tells.',
    complaint:
      /^spec\.(minReplicas: Invalid value: 0: must be greater|metrics: Forbidden: .* scaling to zero replicas)/,
  },
  {
    reason:
      "A container's rules for its restart are judged only with the feature gate ContainerRestartRules, which no document tells.",
    complaint:
      /^spec\.(.+\.)?(initContainers|containers)\[\d+\]\.restartPolicy(Rules\[\d+\]\.(action|exitCodes)|: Required value: must specify restartPolicy when restart rules)/,
  },
  {
    reason:
      'Whether zeros may lead in the numbers of an address depends on the feature gate StrictIPCIDRValidation, which no document tells.',
    complaint:
      /^spec\.(ingress|egress)\[\d+\]\.(from|to)\[\d+\]\.ipBlock\.(cidr|except\[\d+\]): Invalid value: "[^"]*": must not have leading 0s/,
  },
  {
    reason: 'What the rules of podFailurePolicy may combine is checked by Go code, which no schema tells.',
    complaint:
      /^spec\.(jobTemplate\.spec\.)?(podFailurePolicy\.rules\[\d+\]|template\.spec\.restartPolicy: .*podFailurePolicy)/,
  },
  {
    reason: 'That successPolicy needs an indexed Job is checked by Go code, which no schema tells.',
    complaint: /^spec\.(jobTemplate\.spec\.)?successPolicy/,
  },
];

/** The class of a disagreement whose every complaint is known; undefined for one that nobody has looked at. */
export function classOf({ own, server }: Disagreement): KnownDifference | undefined {
  const classes = [...server.create, ...server.apply].flatMap(complaintsOf).map((complaint) => {
    return knownDifferences.find((known) => known.complaint.test(complaint));
  });
  return own.length === 0 && !classes.includes(undefined) ? classes[0] : undefined;
}

/** The single complaints of an answer such as `422 Job.batch "a" is invalid: [spec.x: ..., spec.y: ...]`. */
function complaintsOf(said: string): string[] {
  const all = said.replace(/^422 \S+ "[^"]*" is invalid: \[?/, '');
  return all.split(/, (?=(?:spec|metadata)[.:[])/);
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
