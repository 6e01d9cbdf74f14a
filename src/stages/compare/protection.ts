import { fieldText } from '../terms/fieldText.ts';
import type { FieldPattern, Stage, StagesConfig } from '../terms/config.ts';
import type { FieldPath, FieldStep, ObjectName, Protection } from '../terms/difference.ts';
import { nameWithoutStage } from '../terms/stageNames.ts';

/** Whether a field is protected by what a person configured for all stages or for the target. */
export function configuredProtection(
  { protected: all }: Pick<StagesConfig, 'protected'>,
  target: Stage,
  object: ObjectName,
  field: FieldPath,
): Protection | undefined {
  for (const pattern of [...target.protected, ...all]) {
    if (fits(pattern, object, field, target.name)) {
      return { by: 'configured', reason: `${pattern.field} is protected in the stages' configuration.` };
    }
  }
  return undefined;
}

function fits(
  { kind, name, field: wanted }: FieldPattern,
  object: ObjectName,
  field: FieldPath,
  stage: string,
): boolean {
  if (kind !== undefined && kind !== object.kind) return false;
  if (name !== undefined && name !== object.name && name !== nameWithoutStage(object.name, stage)) return false;
  return fieldFits(wanted, field);
}

const patterns = new Map<string, readonly string[]>();

/**
 * Whether a pattern is for a field or for something that it lies in: `spec.values.ingress` is for all below it. `*` stands
 * for one key or item, `**` for any number; an item may be written as `name[*]`, `name[app]` or `name.*`.
 */
function fieldFits(pattern: string, field: FieldPath): boolean {
  const steps = patterns.get(pattern) ?? patternSteps(pattern);
  if (patterns.size > 500) patterns.clear();
  patterns.set(pattern, steps);
  let fit: ReadonlySet<number> = new Set([0]);
  for (const step of steps) {
    const next = new Set<number>();
    for (const at of fit) {
      if (step === '**') for (let to = at; to <= field.length; to += 1) next.add(to);
      else if (at < field.length && (step === '*' || step === stepText(field[at]))) next.add(at + 1);
    }
    if (next.size === 0) return false;
    fit = next;
  }
  return true;
}

function patternSteps(pattern: string): readonly string[] {
  return [...pattern.matchAll(/"((?:[^"\\]|\\.)*)"|[^.[\]"]+/g)].map(([whole, quoted]) => quoted ?? whole).slice(0, 60);
}

function stepText(step: FieldStep | undefined): string {
  return typeof step === 'object' ? step.value : String(step ?? '');
}

const replicas = /^(?:replicas|replicaCount|minReplicas|maxReplicas|minAvailable|maxUnavailable)$|[a-z]Replicas$/;
const host =
  /^(?:hosts?|hostnames?|domains?|dnsNames|commonName|externalUrl|baseUrl|serverName)$|[a-z](?:Host|Hostname|HostName|Domain|Hosts|Domains)$|(?:^|[_-])(?:host|hostname|domain)$/i;

/** Whether a field is one in which stages differ by their nature: how much, and under which name it is reached. */
export function usualProtection(field: FieldPath): Protection | undefined {
  const keys = field.filter((step) => typeof step === 'string');
  const last = keys.at(-1) ?? '';
  if (replicas.test(last)) return { by: 'replicas', reason: `${last} says how much runs, which each stage decides.` };
  if (keys.slice(-3).some((key) => host.test(key))) {
    return {
      by: 'host',
      reason: `${fieldText(field.slice(-2))} says where it is reached, which differs in each stage.`,
    };
  }
  if (isResources(keys)) return { by: 'resources', reason: 'CPU, memory and storage are what each stage needs.' };
  return undefined;
}

function isResources(keys: readonly string[]): boolean {
  const at = keys.findIndex((key) => key === 'resources' || /[a-z]Resources$/.test(key));
  if (at >= 0 && at < keys.length - 1 && /^(?:limits|requests|claims)$/.test(keys[at + 1] ?? '')) return true;
  return /^(?:cpu|memory)(?:Requests|Limits|Request|Limit)$/.test(keys.at(-1) ?? '');
}
