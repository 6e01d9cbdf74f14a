import { predictChange } from '../../../src/diff/predictChange.ts';
import type { KustomizationPrediction } from '../../../src/diff/terms/prediction.ts';
import { keyOfObject } from '../../../src/diff/values/objects.ts';
import type { JsonObject } from '../../../src/flux/object.ts';
import type { BuilderFiles } from '../../../src/render/builder.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import type { ClusterAccess } from '../cluster.ts';
import { sessionPorts } from '../prophecy/sessionPorts.ts';
import { openSession } from '../session/openSession.ts';
import type { ControllerBuild } from './controllerBuilds.ts';

/** What an admin is told that Flux would do with what it has just done. */
export async function predictAgain(
  access: ClusterAccess,
  renderer: Renderer,
  builds: readonly ControllerBuild[],
): Promise<readonly KustomizationPrediction[]> {
  const session = openSession({ kubeconfig: access.kubeconfig('admin') });
  try {
    session.session.start();
    await session.settled();
    const byKey = new Map(builds.map((one) => [keyOfObject(one.kustomization as unknown as JsonObject), one]));
    const filesFor: BuilderFiles['filesFor'] = (kustomization) => {
      const files = byKey.get(keyOfObject(kustomization))?.files;
      return Promise.resolve(files && { files });
    };
    const ports = sessionPorts(session, renderer, { filesFor, appliedFilesFor: filesFor });
    return await predictChange([...byKey.keys()], ports, () => undefined, new AbortController().signal);
  } finally {
    session.dispose();
  }
}
