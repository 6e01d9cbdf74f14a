import { readStages } from '../../../src/stages/applications/readStages.ts';
import type { HeldApplication, StageHolding } from '../../../src/stages/applications/holding.ts';
import { compareStages } from '../../../src/stages/compare/compareStages.ts';
import type { CompareOptions } from '../../../src/stages/compare/options.ts';
import type { Stage } from '../../../src/stages/terms/config.ts';
import type { ApplicationComparison, Difference } from '../../../src/stages/terms/difference.ts';
import { fieldText } from '../../../src/stages/terms/fieldText.ts';

/** A stage that has nothing configured but its name and where it is. */
export function stage(name: string, more: Partial<Stage> = {}): Stage {
  const where = more.branch === undefined ? [`clusters/${name}`, `apps/${name}`] : [];
  return {
    name,
    paths: where,
    branch: undefined,
    context: undefined,
    change: 'commit',
    gates: { freeze: [] },
    protected: [],
    ...more,
  };
}

/** A repository's files, by path. */
export type Repository = Readonly<Record<string, string>>;

/** What stages of one tree hold. */
export function held(repository: Repository, stages: readonly Stage[]): readonly StageHolding[] {
  const files = new Map(Object.entries(repository));
  return readStages(stages.map((one) => ({ stage: one, files })));
}

/** Applications as `kind key version`. */
export function listed({ applications }: StageHolding): string[] {
  return applications.map(({ kind, key, version }) => [kind, key, version?.value].filter((part) => part).join(' '));
}

/** The application of a stage with a key. */
export function application(holding: StageHolding | undefined, key: string): HeldApplication | undefined {
  return holding?.applications.find((one) => one.key === key);
}

/** The comparison of two stages of a repository, `staging` and `production` unless others are given. */
export function compared(
  repository: Repository,
  options: Partial<CompareOptions> & { readonly stages?: readonly [Stage, Stage] } = {},
): readonly ApplicationComparison[] {
  const { stages = [stage('staging'), stage('production')], ...more } = options;
  const [source, target] = held(repository, stages);
  if (source === undefined || target === undefined) throw new Error('Two stages are wanted.');
  return compareStages(source, target, { config: { protected: [] }, ...more });
}

/** All differences of comparisons. */
export function differencesOf(comparisons: readonly ApplicationComparison[]): readonly Difference[] {
  return comparisons.flatMap(({ differences }) => differences);
}

/** A difference as `Kind/name field: source -> target`. */
export function summary({ object, field, source, target }: Difference): string {
  return `${object.kind}/${object.name} ${fieldText(field)}: ${source?.value ?? '-'} -> ${target?.value ?? '-'}`;
}

/** What stands at a place of a repository. */
export function textOf(repository: Repository, place: Difference['source']): string | undefined {
  return place && repository[place.place.path]?.slice(place.place.span.start, place.place.span.end);
}

const kustomizeApi = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

/** A kustomization's text. */
export function kustomization(body: string): string {
  return `${kustomizeApi}${body}`;
}

/** A Flux Kustomization's text. */
export function fluxKustomization(name: string, path: string, more = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;
}

/** A Deployment's text with one container. */
export function deployment(name: string, image: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
${more}  template:
    spec:
      containers:
        - name: app
          image: ${image}
`;
}

/** A HelmRelease's text. */
export function helmRelease(name: string, version: string, values = ''): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: apps
spec:
  interval: 10m
  chart:
    spec:
      chart: ${name}
      version: ${version}
      sourceRef:
        kind: HelmRepository
        name: charts
${values}`;
}
