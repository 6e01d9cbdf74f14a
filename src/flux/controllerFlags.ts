import { asText } from './fields.ts';
import { kindId, type KindId } from './object.ts';

/** What kustomize-controller's command line says, with its own defaults for what it does not say. */
export interface ControllerFlags {
  /** `--default-service-account`. */
  readonly defaultServiceAccount?: string;
  /** Feature gate StrictPostBuildSubstitutions. */
  readonly isStrict: boolean;
  /** False with `--no-remote-bases`. */
  readonly allowsRemoteBases: boolean;
  /** False with `--no-cross-namespace-refs`. */
  readonly allowsCrossNamespace: boolean;
  /** Feature gate AdditiveCELDependencyCheck. */
  readonly checksDependenciesToo: boolean;
  /** Feature gate MigrateAPIVersion: managedFields get the version of what is applied, before it is. */
  readonly migratesVersions: boolean;
  /** `--override-manager`: more field managers whose fields are taken over. */
  readonly overrideManagers: readonly string[];
  /** `--custom-apply-stage-kinds`. */
  readonly customStageKinds: readonly KindId[];
}

/** From this minor version on, variables without a value fail the build unless the gate is off. */
const strictSinceMinor = 9;

/**
 * Reads kustomize-controller's arguments (kustomize-controller main.go, internal/features/features.go).
 * @param minor the controller's minor version (9 for 1.9.5); undefined stands for a current one
 */
export function controllerFlags(args: readonly string[], minor: number | undefined): ControllerFlags {
  const flags = parse(args);
  const gates = new Map(flags.flatMap(([name, value]) => (name === 'feature-gates' ? value.split(',').map(gate) : [])));
  const last = (name: string): string | undefined => flags.findLast(([one]) => one === name)?.[1];
  const isSet = (name: string): boolean => isTrue(last(name) ?? 'false');
  const defaultServiceAccount = asText(last('default-service-account'));
  return {
    ...(defaultServiceAccount !== undefined && { defaultServiceAccount }),
    isStrict: gates.get('StrictPostBuildSubstitutions') ?? (minor ?? strictSinceMinor) >= strictSinceMinor,
    allowsRemoteBases: !isSet('no-remote-bases'),
    allowsCrossNamespace: !isSet('no-cross-namespace-refs'),
    checksDependenciesToo: gates.get('AdditiveCELDependencyCheck') ?? false,
    migratesVersions: gates.get('MigrateAPIVersion') ?? false,
    overrideManagers: flags.flatMap(([name, value]) => (name === 'override-manager' ? [value] : [])),
    customStageKinds: (last('custom-apply-stage-kinds') ?? '').split(',').flatMap(kindOf),
  };
}

/** Names and values, as pflag has them: `--name=value`, `--name value`, and `--name` alone for a boolean. */
function parse(args: readonly string[]): readonly (readonly [string, string])[] {
  return args.flatMap((arg, index) => {
    if (!arg.startsWith('--')) return [];
    const equals = arg.indexOf('=');
    if (equals >= 0) return [[arg.slice(2, equals), arg.slice(equals + 1)] as const];
    const next = args[index + 1];
    const isAlone = booleans.has(arg.slice(2)) || next === undefined || next.startsWith('--');
    return [[arg.slice(2), isAlone ? 'true' : next] as const];
  });
}

const booleans: ReadonlySet<string> = new Set(['no-remote-bases', 'no-cross-namespace-refs']);

function gate(text: string): readonly [string, boolean] {
  const [name = '', value = ''] = text.split('=');
  return [name.trim(), isTrue(value.trim())];
}

/** As Go's strconv.ParseBool has it. */
function isTrue(text: string): boolean {
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text);
}

function kindOf(text: string): KindId[] {
  const slash = text.indexOf('/');
  const kind = text.slice(slash + 1).trim();
  return kind === '' ? [] : [kindId(slash < 0 ? '' : text.slice(0, slash).trim(), kind)];
}
