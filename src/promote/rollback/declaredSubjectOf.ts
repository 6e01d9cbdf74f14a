import { FailureError } from '../../base/failure.ts';
import { slashed } from '../../files/slashes.ts';
import type { Renderer } from '../../render/renderer.ts';
import type { HeldApplication } from '../../stages/applications/holding.ts';
import { readStages } from '../../stages/applications/readStages.ts';
import { applicationNames, applicationsNamed } from '../../stages/terms/applicationId.ts';
import type { ApplicationKind } from '../../stages/terms/application.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { severalApplications, thereAre } from '../../stages/words/unknownApplication.ts';
import { requireStage, type Project } from '../reading/project.ts';
import { applicationSubject } from './applicationSubject.ts';
import { declaredSubject } from './declaredSubject.ts';
import { noRollback, type Subject } from './subject.ts';

/** What is to be rolled back, by files alone. */
export type WantedSubject =
  /** An application of a stage, by its key; of several kinds with one key a Kustomization. */
  | { readonly application: string; readonly kind?: ApplicationKind; readonly stage: string }
  /** A Kustomization, whether of a stage or not. */
  | { readonly kustomization: { readonly namespace: string; readonly name: string }; readonly stage?: string };

/**
 * Finds what is meant among what the repository declares, with its stage where it is of one. Throws a FailureError
 * (`noStage`, `noApplication`, `noRollback`) that tells what there is.
 */
export function declaredSubjectOf(
  project: Project,
  wanted: WantedSubject,
  renderer: Renderer,
): { readonly subject: Subject; readonly stage: Stage | undefined } {
  const root = slashed(project.root);
  if (!('application' in wanted)) {
    const found = stageOfKustomization(project, wanted);
    const declaredIn = found?.application.declared.path;
    return { subject: declaredSubject({ root, ...wanted.kustomization, declaredIn }, renderer), stage: found?.stage };
  }
  const stage = requireStage(project, wanted.stage);
  const application = applicationOf(project, wanted, stage);
  const { kind, key, name, namespace = 'flux-system', declared } = application;
  const subject =
    kind === 'kustomization'
      ? declaredSubject({ root, namespace, name, declaredIn: declared.path }, renderer)
      : applicationSubject({ root, config: project.config, stage, kind, key });
  return { subject, stage };
}

type Placed = { readonly stage: Stage; readonly application: HeldApplication };

function stageOfKustomization(
  project: Project,
  { kustomization: { namespace, name }, stage: wanted }: Extract<WantedSubject, { readonly kustomization: object }>,
): Placed | undefined {
  const only = wanted === undefined ? undefined : requireStage(project, wanted);
  const found = readStages(project.stages).flatMap(({ stage, applications }): Placed[] =>
    only !== undefined && stage.name !== only.name
      ? []
      : applications
          .filter(
            (one) => one.kind === 'kustomization' && one.name === name && (one.namespace ?? namespace) === namespace,
          )
          .map((application) => ({ stage, application })),
  );
  const [first, ...others] = found;
  if (others.length === 0) {
    if (first !== undefined || only === undefined) return first;
    throw noRollback(`The stage ${only.name} declares no Kustomization ${namespace}/${name}.`);
  }
  const names = found.map(({ stage }) => stage.name).join(', ');
  throw noRollback(`Several stages declare a Kustomization ${namespace}/${name}: ${names}. Name the stage too.`);
}

function applicationOf(
  { stages }: Project,
  { application: key, kind }: Extract<WantedSubject, { readonly application: string }>,
  stage: Stage,
): HeldApplication {
  const all = readStages(stages).find((one) => one.stage.name === stage.name)?.applications ?? [];
  const named = applicationsNamed(all, key).filter((one) => kind === undefined || one.kind === kind);
  const [found, other] = named;
  if (other !== undefined)
    throw new FailureError({ code: 'severalApplications', message: severalApplications(key, named) });
  if (found !== undefined) return found;
  const message = `There is no application "${key}" in ${stage.name}. ${thereAre([...applicationNames(all).values()])}`;
  throw new FailureError({ code: 'noApplication', message });
}
