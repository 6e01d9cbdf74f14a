import type { Renderer } from '../../../src/render/renderer.ts';
import type { ClusterAccess } from '../cluster.ts';
import type { ArtifactServer } from './artifacts.ts';
import { askController, type ControllerBuild, type Verdict } from './controllerBuilds.ts';

/** What the engine and the controller came to. */
export interface Comparison {
  readonly build: ControllerBuild;
  /** `unknown`: the engine does not build it, and the controller was not asked; `refused`: the API server does not take it. */
  readonly outcome: 'rendered' | 'failed' | 'unknown' | 'refused';
  /** Where they differ, what both say. */
  readonly difference: string | undefined;
  readonly verdict?: Verdict;
}

/** Has the engine and the controller build everything: both must say the same digest, or fail with the same words. */
export async function compareBuilds(
  builds: readonly ControllerBuild[],
  renderer: Renderer,
  access: ClusterAccess,
  artifacts: ArtifactServer,
): Promise<readonly Comparison[]> {
  const { signal } = new AbortController();
  const controller = await askController(builds, access, artifacts);
  const own = new Map<ControllerBuild, { readonly outcome: Comparison['outcome']; readonly said: string }>();
  for (const one of builds) {
    const result = await renderer.render(one, signal);
    const { outcome } = result;
    own.set(one, { outcome, said: outcome === 'rendered' ? result.digest : (result.problems[0]?.message ?? '') });
    if (outcome !== 'unknown' && !(await controller.build(one))) own.set(one, { outcome: 'refused', said: '' });
  }
  const verdicts = await controller.verdicts();
  return builds.map((build): Comparison => {
    const { outcome, said } = own.get(build) ?? { outcome: 'unknown', said: '' };
    const verdict = verdicts.get(build);
    if (verdict === undefined) return { build, outcome, difference: undefined };
    const real = verdict.outcome === 'built' ? verdict.digest : verdict.message;
    // The controller's words may end in a line of their own.
    const isSame = said.trim() === real.trim();
    const difference = isSame ? undefined : `the engine: ${said}; the controller: ${real}`;
    return { build, outcome, verdict, difference };
  });
}
