import type { PathUse } from './fileSummary.ts';
import { indexKey } from './indexEntries.ts';
import { entriesAt, pathKind, type Workspace } from './workspace.ts';

/** What kustomizations use a file or folder as; empty where none names it. */
export function usesOf(workspace: Workspace, path: string): ReadonlySet<PathUse> {
  return new Set(entriesAt(workspace, indexKey.names(path)).flatMap(({ use }) => use ?? []));
}

const declaring: ReadonlySet<PathUse> = new Set(['resource', 'component', 'crd']);

/** Whether a file's objects are declared, rather than being patches, data or the templates of a chart. */
export function declares(workspace: Workspace, path: string): boolean {
  // It is asked about every object of every file; so no set is made.
  let isUsed = false;
  for (const { use } of entriesAt(workspace, indexKey.names(path))) {
    if (use === undefined) continue;
    if (declaring.has(use)) return true;
    isUsed = true;
  }
  return !isUsed && !isChartTemplate(workspace, path);
}

/** Whether a file lies in the `templates` of a Helm chart, or among a chart's `crds` or subcharts' templates. */
export function isChartTemplate(workspace: Workspace, path: string): boolean {
  for (let at = path.lastIndexOf('/templates/'); at >= 0; at = path.lastIndexOf('/templates/', at - 1)) {
    if (pathKind(workspace, `${path.slice(0, at)}/Chart.yaml`) === 'file') return true;
  }
  return false;
}
