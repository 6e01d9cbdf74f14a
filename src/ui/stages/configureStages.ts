import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { messageOf } from '../../base/failure.ts';
import type { ConfigProposal } from '../../promote/proposeConfig.ts';
import { pickText } from '../commands/choices.ts';
import { refusal } from '../commands/guard.ts';
import type { Log } from '../log.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { rootOf } from './chooseStages.ts';
import { lazyPromote, requireFolders } from './readStages.ts';
import { openAt, showPassing } from './stageDocuments.ts';
import type { StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

export interface ConfigureContext {
  readonly stages: StagesState;
  readonly host: SessionHost;
  readonly log: Log;
}

/**
 * Opens `.sluice.yaml`, at what is wrong in it; where there is none, shows what it would be by the layout and writes it if
 * the person agrees. Throws a FailureError where there is no folder, or Git does not answer.
 */
export async function configureStages(
  { stages, host, log }: ConfigureContext,
  nodes: readonly string[],
): Promise<void> {
  const broken = stages.current.failure?.place;
  if (broken !== undefined) return openAt(broken.path, broken.line);
  const folder = rootOf(nodes) ?? (await pickFolder());
  if (folder === undefined) return;
  const { proposeConfig } = lazyPromote();
  const proposal = await withLateProgress(stageTexts.reading(), async (signal) => {
    const contexts = await contextNames(host, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      // Without a kubeconfig the file names no clusters.
      log.warn(messageOf(error));
      return [];
    });
    return proposeConfig(folder, contexts, signal);
  });
  if (proposal.current !== undefined) return openAt(proposal.path, 1);
  if (!(await isAgreed(proposal))) return;
  await write(proposal);
  await openAt(proposal.path, 1);
}

async function contextNames(host: SessionHost, signal: AbortSignal): Promise<readonly string[]> {
  const { contexts } = await host.open().contexts(signal);
  return contexts.map(({ name }) => name);
}

async function pickFolder(): Promise<string | undefined> {
  const folders = requireFolders();
  if (folders.length === 1) return folders[0];
  const items = folders.map((folder) => ({ label: pickText(folder), folder }));
  return (await vscode.window.showQuickPick(items, { title: stageTexts.configure.pickFolder() }))?.folder;
}

/** Shows the text; the question stands above it and stays while the person reads. */
async function isAgreed({ path, text, reason, isRecognised }: ConfigProposal): Promise<boolean> {
  const close = await showPassing('.sluice.yaml', text);
  const { configure } = stageTexts;
  const yes = { label: configure.write(), description: pickText(path) };
  const items = [yes, { label: configure.leave(), description: '' }];
  const placeHolder = isRecognised ? reason : `${reason} ${configure.example()}`;
  const look = { title: configure.title(), placeHolder, ignoreFocusOut: true };
  const picked = await vscode.window.showQuickPick(items, look);
  await close();
  return picked === yes;
}

async function write({ path, text }: ConfigProposal): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw isThere ? refusal('exists', stageTexts.configure.exists()) : error;
  }
}
