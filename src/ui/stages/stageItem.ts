import { basename } from 'node:path';
import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { plainText } from '../../base/plainText.ts';
import type { FollowedRequest } from '../../promote/requests/followedRequest.ts';
import type { ApplicationKind } from '../../stages/terms/application.ts';
import { rowIcon } from '../tree/icons.ts';
import type { RunningState } from './stageHealth.ts';
import {
  isNextBehind,
  type AnyStageRow,
  type ApplicationRow,
  type NextStage,
  type RepositoryRow,
  type StageRow,
  type UnreadRow,
} from './stageRows.ts';
import {
  accessibleApplication,
  accessibleStage,
  applicationDescription,
  applicationName,
  kindWord,
  nextSentence,
  repositoryDescription,
  stageDescription,
  stageTexts,
  versionText,
} from './stageWords.ts';

/**
 * The item of a row. Its `viewItem` is `sluice.stages` (a repository), `sluice.stage`, `sluice.stageApplication` or
 * `sluice.stageApplicationBehind`.
 */
export function stageItem(row: AnyStageRow, running: RunningState | undefined): TreeItem {
  const item = itemOf(row, running);
  item.id = row.id;
  return item;
}

function itemOf(row: AnyStageRow, running: RunningState | undefined): TreeItem {
  switch (row.type) {
    case 'repository':
      return ofRepository(row);
    case 'unread':
      return ofUnread(row);
    case 'stage':
      return ofStage(row);
    case 'application':
      return ofApplication(row, running);
  }
}

function ofRepository({ read }: RepositoryRow): TreeItem {
  const item = new TreeItem(plainText(basename(read.project.root)), TreeItemCollapsibleState.Expanded);
  item.description = repositoryDescription(read);
  item.iconPath = new ThemeIcon('repo');
  item.contextValue = 'sluice.stages';
  return item;
}

function ofUnread({ id, folder, failure }: UnreadRow): TreeItem {
  const item = new TreeItem(plainText(basename(folder)));
  item.description = plainText(failure.place?.told ?? failure.message);
  item.iconPath = new ThemeIcon('warning');
  if (failure.place !== undefined)
    item.command = { command: 'sluice.openStageApplication', title: '', arguments: [id] };
  return item;
}

function ofStage(row: StageRow): TreeItem {
  const item = new TreeItem(plainText(row.stage.name));
  if (row.children.length > 0) item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.description = stageDescription(row);
  item.iconPath = new ThemeIcon('layers');
  item.contextValue = 'sluice.stage';
  item.accessibilityInformation = { label: accessibleStage(row) };
  return item;
}

function ofApplication(row: ApplicationRow, running: RunningState | undefined): TreeItem {
  const item = new TreeItem(applicationName(row));
  item.description = applicationDescription(row, running);
  item.iconPath = running === undefined ? kindIcons[row.application.kind] : rowIcon(running);
  item.contextValue = isNextBehind(row) ? 'sluice.stageApplicationBehind' : 'sluice.stageApplication';
  item.accessibilityInformation = { label: accessibleApplication(row, running) };
  item.command = { command: 'sluice.openStageApplication', title: '', arguments: [row.id] };
  return item;
}

const kindIcons: Readonly<Record<ApplicationKind, ThemeIcon>> = {
  kustomization: new ThemeIcon('file-submodule'),
  helmRelease: new ThemeIcon('package'),
  overlay: new ThemeIcon('folder'),
  resourceSet: new ThemeIcon('symbol-array'),
};

/** The hover of a row; every text in it is escaped, so that what files say makes no link. */
export function stageTooltip(row: AnyStageRow, running: RunningState | undefined): MarkdownString {
  const lines = linesOf(row, running);
  return new MarkdownString(lines.filter((line) => line !== '').join('\n\n'));
}

function linesOf(row: AnyStageRow, running: RunningState | undefined): readonly string[] {
  switch (row.type) {
    case 'repository':
      return [escape(row.read.project.root)];
    case 'unread':
      return [escape(row.folder), escape(row.failure.message)];
    case 'stage':
      return stageLines(row);
    case 'application':
      return applicationLines(row, running);
  }
}

function stageLines({ stage, place, requests }: StageRow): string[] {
  const { lines } = stageTexts;
  return [
    `**${escape(stage.name)}**`,
    escape(lines.files(place)),
    escape(stage.paths.join(', ')),
    stage.context === undefined ? '' : escape(lines.context(stage.context)),
    escape(lines.change(stage.change)),
    ...requests.map(requestLink),
  ];
}

/** Only pages: an address from elsewhere must start no program. */
function requestLink({ number, title, url }: FollowedRequest): string {
  const text = escape(`#${number} ${title}`);
  return /^https?:\/\/[^\s()<>\\]+$/.test(url) ? `[${text}](${url})` : text;
}

function applicationLines(row: ApplicationRow, running: RunningState | undefined): string[] {
  const { application, stage, next } = row;
  const { lines } = stageTexts;
  const { version } = application;
  const named = [kindWord(application.kind), [application.namespace, application.name].filter(Boolean).join('/')];
  const status = running === undefined ? [] : [[running.word, running.text].filter((text) => text !== '').join(', ')];
  const unseen = running === undefined && stage.context !== undefined ? [lines.notConnected()] : [];
  return [
    `**${escape(named.join(' '))}**`,
    version === undefined ? '' : escape(`${version.subject} ${versionText(row, running)}`),
    ...row.requests.map(requestLink),
    ...[...status, ...unseen].map(escape),
    ...next.flatMap((one) => nextLines(one)),
    escape(lines.declared(application.declared.path)),
    ...application.doubts.slice(0, 5).map(escape),
  ];
}

function nextLines(next: NextStage): readonly string[] {
  const { lines } = stageTexts;
  const all = next.comparison.differences;
  const intended = all.filter((one) => one.protected !== undefined).length;
  const counts = [
    all.length === 0 ? '' : lines.differences(all.length, next.stage),
    intended === 0 ? '' : lines.protectedOnes(intended),
  ];
  return [nextSentence(next), counts.filter((text) => text !== '').join(', ')].map(escape);
}

function escape(text: string): string {
  return escapeMarkdown(plainText(text, 400));
}
