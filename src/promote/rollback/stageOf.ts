import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, parseKey, type ObjectKey } from '../../flux/object.ts';
import { readStages } from '../../stages/applications/readStages.ts';
import type { Stage } from '../../stages/terms/config.ts';
import type { Project } from '../reading/project.ts';

/**
 * The stage that an object of a context's cluster is of: the only one that names the context, else the only one without a
 * context that declares it. Undefined where that is not told.
 */
export function stageOfObject(
  { stages }: Pick<Project, 'stages'>,
  key: ObjectKey,
  context: string | undefined,
): Stage | undefined {
  const named = context === undefined ? [] : stages.filter(({ stage }) => stage.context === context);
  if (named.length === 1) return named[0]?.stage;
  const candidates = named.length > 0 ? named : stages.filter(({ stage }) => stage.context === undefined);
  const { namespace, name } = parseKey(key);
  const kind = kindIdOf(key) === kinds.helmRelease ? 'helmRelease' : 'kustomization';
  const all = readStages(stages).filter(({ stage }) => candidates.some((one) => one.stage === stage));
  const found = all.filter(({ applications }) =>
    applications.some(
      (one) => one.kind === kind && one.name === name && (one.namespace === undefined || one.namespace === namespace),
    ),
  );
  return found.length === 1 ? found[0]?.stage : undefined;
}
