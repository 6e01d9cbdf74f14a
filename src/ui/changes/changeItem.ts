import { MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import type { ChangesTree } from '../../diff/changes/changesTree.ts';
import type { ChangesRow } from '../../diff/changes/changesRows.ts';
import { objectName } from '../objectName.ts';
import { changeIcon } from './changeIcons.ts';
import { actionWord, declaredOnlyText, originText } from './changeWords.ts';
import { accessibleRow, remoteHint, rowDescription, rowLabel } from './rowWords.ts';

/** The item of a row; one that is gone by now is an empty item, which the next refresh takes away. */
export function changeItem({ rows }: ChangesTree, id: string, context: string): TreeItem {
  const item = new TreeItem('', TreeItemCollapsibleState.None);
  item.id = id;
  const row = rows.get(id);
  if (!row) return item;
  item.label = rowLabel(row, context);
  item.description = rowDescription(row);
  item.iconPath = changeIcon(row);
  item.accessibilityInformation = { label: accessibleRow(row, context) };
  item.contextValue = contextValue(row);
  if (row.children.length > 0) item.collapsibleState = initialState(row);
  if (row.type === 'remote') item.command = { command: 'sluice.chooseRemoteContext', title: '', arguments: [id] };
  if (opens(row)) item.command = { command: 'sluice.openChange', title: '', arguments: [id] };
  return item;
}

/** The hover of a row; every text in it is escaped, so that what comes from a cluster makes no link. */
export function changeTooltip(row: ChangesRow): MarkdownString {
  const lines = tooltipLines(row).filter((line) => line !== '');
  return new MarkdownString(lines.join('\n\n'));
}

function tooltipLines(row: ChangesRow): string[] {
  switch (row.type) {
    case 'kustomization':
    case 'pending':
      return [bold(objectName(row.key)), escapeMarkdown(rowDescription({ ...row, isAmbiguous: false }))];
    case 'object':
      return [
        `${bold(objectName(row.key))} ${escapeMarkdown(`\u00b7 ${actionWord(row.action)}`)}`,
        ...row.dangers.map(({ message }) => escapeMarkdown(message)),
        escapeMarkdown(row.message ?? ''),
        escapeMarkdown(declaredOnlyText(row)),
        escapeMarkdown(originText(row.origin)),
      ];
    case 'blocker':
      return [escapeMarkdown(row.message), escapeMarkdown(originText(row.origin))];
    case 'remote':
      return [escapeMarkdown(row.target.message), escapeMarkdown(remoteHint(row))];
    case 'note':
      return [escapeMarkdown(row.text)];
  }
}

function bold(text: string): string {
  return `**${escapeMarkdown(text)}**`;
}

/** What is quiet stays closed: one looks at what is not. */
function initialState(row: ChangesRow): TreeItemCollapsibleState {
  const isQuiet = row.type === 'kustomization' && row.standing === 'quiet';
  return isQuiet ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
}

function opens(row: ChangesRow): boolean {
  return row.type === 'object' && row.opens;
}

function contextValue(row: ChangesRow): string {
  const flags: string[] = [row.type];
  if (opens(row)) flags.push('opens');
  if ('origin' in row) flags.push('declared');
  return flags.join(' ');
}
