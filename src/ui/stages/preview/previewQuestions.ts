import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import { contextOf } from '../../../cluster/session/sessionState.ts';
import { asText, specOf } from '../../../flux/fields.ts';
import { kinds } from '../../../flux/kinds.ts';
import { nameInSentence, type ObjectKey } from '../../../flux/object.ts';
import type { Project } from '../../../promote/reading/project.ts';
import type { Stage } from '../../../stages/terms/config.ts';
import { pickText } from '../../commands/choices.ts';
import type { CommandContext } from '../../commands/context.ts';
import { refusal } from '../../commands/guard.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { liveKeyOf } from '../stageHealth.ts';
import { parseStageId } from '../stageRows.ts';
import type { StagesRead } from '../stagesState.ts';

/** A stage whose cluster is connected. */
export interface SeenStage {
  readonly stage: Stage;
  /** The context that is connected. */
  readonly context: string;
  /** What is not certain of that, as sentences. */
  readonly doubts: readonly string[];
}

/** The stage of the first row, else the one that the person picks; undefined if they picked none. */
export async function chooseStage(
  read: StagesRead,
  nodes: readonly string[],
  title: string,
): Promise<Stage | undefined> {
  const name = nodes.flatMap((id) => parseStageId(id)?.stage ?? [])[0];
  const stages = read.stages.map(({ stage }) => stage);
  const named = stages.find((stage) => stage.name === name) ?? (stages.length === 1 ? stages[0] : undefined);
  if (named !== undefined) return named;
  const items = stages.map((stage) => ({
    label: pickText(stage.name),
    description: pickText([stage.context, stage.branch].filter((part) => part !== undefined).join(' \u00b7 ')),
    iconPath: new vscode.ThemeIcon('layers'),
    stage,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.stage;
}

/** The stage in the cluster that is connected. Throws a FailureError where that is another one's. */
export function seenStage({ host }: Pick<CommandContext, 'host'>, stage: Stage): SeenStage {
  const connected = contextOf(host.state) ?? '';
  const [name, here] = [plainText(stage.name), plainText(connected)];
  if (stage.context === undefined) return { stage, context: connected, doubts: [texts.preview.noContext(name, here)] };
  if (stage.context === connected) return { stage, context: connected, doubts: [] };
  throw refusal('notConnected', texts.preview.notConnected(name, plainText(stage.context)));
}

/**
 * The Kustomizations of a stage in its cluster: of several those that the person picks, where those of the rows are picked
 * already. Undefined if they gave up. Throws a FailureError where there is none.
 */
export async function chooseKustomizations(
  { host }: Pick<CommandContext, 'host'>,
  { stages }: StagesRead,
  { stage, context }: SeenStage,
  nodes: readonly string[],
): Promise<readonly ObjectKey[] | undefined> {
  const wanted = new Set(nodes.flatMap((id) => parseStageId(id)?.key ?? []));
  const held = stages.find((one) => one.stage.name === stage.name)?.applications ?? [];
  const declared = held.flatMap((one) => {
    const own = one.kind === 'kustomization' ? liveKeyOf(host.snapshot, kinds.kustomization, one) : undefined;
    return own === undefined ? [] : [[own, wanted.has(one.key)] as const];
  });
  // A stage of overlays alone is built by Kustomizations that are declared elsewhere.
  const building = held.flatMap(({ folder, key }) =>
    folder === undefined ? [] : appliersOf(host, folder).map((one) => [one, wanted.has(key)] as const),
  );
  const choices = [...new Map(declared.length > 0 ? declared : building)];
  if (choices.length === 0) {
    throw refusal('nothing', texts.preview.noKustomizations(plainText(stage.name), plainText(context)));
  }
  const picked = choices.filter(([, isPicked]) => isPicked);
  if (choices.length === 1 || picked.length === 1)
    return [(picked[0] ?? choices[0])?.[0]].filter((key) => key !== undefined);
  const items = choices.map(([key, isPicked]) => ({ label: pickText(nameInSentence(key)), picked: isPicked, key }));
  const title = texts.preview.pickKustomizations(plainText(stage.name));
  const answer = await vscode.window.showQuickPick(items, { title, canPickMany: true, ignoreFocusOut: true });
  return answer === undefined || answer.length === 0 ? undefined : answer.map(({ key }) => key);
}

/** The Kustomizations of the cluster that build a folder. */
function appliersOf({ snapshot }: CommandContext['host'], folder: string): readonly ObjectKey[] {
  const plain = (path: string): string => path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const all = [...(snapshot.kinds.get(kinds.kustomization)?.objects.values() ?? [])];
  return all.flatMap((one) => (plain(asText(specOf(one)['path']) ?? '') === plain(folder) ? [one.key] : []));
}

/** The branch to follow: that which is checked out comes first, unless it is a stage's. Undefined if they gave up. */
export async function chooseBranch(project: Project): Promise<string | undefined> {
  const { current, others } = await withLateProgress(texts.promote.opening(), (signal) =>
    lazy('promote').previewBranches(project, signal),
  );
  const stages = new Set(project.config.stages.flatMap(({ branch }) => branch ?? []));
  const named = [...(current === undefined ? [] : [current]), ...others].filter((branch) => !stages.has(branch));
  const items: readonly (vscode.QuickPickItem & { readonly branch?: string })[] = [
    ...named.map((branch) => ({
      label: pickText(branch),
      description: branch === current ? texts.preview.checkedOut() : '',
      iconPath: new vscode.ThemeIcon('git-branch'),
      branch,
    })),
    { label: texts.preview.otherBranch() },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: texts.preview.pickBranch(), ignoreFocusOut: true });
  if (picked === undefined || picked.branch !== undefined) return picked?.branch;
  return vscode.window.showInputBox({ title: texts.preview.typeBranch(), ignoreFocusOut: true });
}

/** The preview's name; undefined if they gave up. */
export function chooseName(proposed: string): Thenable<string | undefined> {
  const { whyNoName } = lazy('promote');
  const title = texts.preview.pickName();
  return vscode.window.showInputBox({ title, value: proposed, ignoreFocusOut: true, validateInput: whyNoName });
}
