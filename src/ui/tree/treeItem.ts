import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Category } from '../../flux/kinds.ts';
import { rowsBeyond, noteAt } from '../../tree/children.ts';
import { groupSummary } from '../../tree/groupSummary.ts';
import type { TreeModel } from '../../tree/model.ts';
import { parsePathId } from '../../tree/pathId.ts';
import { plainText } from '../../base/plainText.ts';
import { rowAt } from '../../tree/row.ts';
import { rowIcon } from './icons.ts';
import { accessibleText, descriptionText } from './rowWords.ts';
import { categoryName, summaryText } from './words.ts';

/** The item of a node; one that is gone by now is an empty item, which the next refresh takes away. */
export function treeItem(model: TreeModel, id: string, limitOf: (category: Category) => number): TreeItem {
  const node = parsePathId(id);
  const item = new TreeItem('', TreeItemCollapsibleState.None);
  item.id = id;
  switch (node?.type) {
    case 'group':
      return groupItem(item, model, node.category);
    case 'object':
      return objectItem(item, model, id);
    case 'note':
      return noteItem(item, model, id);
    case 'more':
      item.label = l10n.t('Show more ({0} hidden)', rowsBeyond(model, node.category, limitOf(node.category)));
      item.iconPath = new ThemeIcon('ellipsis');
      item.command = { command: 'sluice.showMore', title: '', arguments: [id] };
      return item;
    case undefined:
      return item;
  }
}

function groupItem(item: TreeItem, model: TreeModel, category: Category): TreeItem {
  const group = model.groups.get(category);
  if (!group) return item;
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  item.label = categoryName(category);
  item.description = summaryText(groupSummary(group));
  item.collapsibleState = group.expanded ? Expanded : Collapsed;
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${categoryName(category)}, ${item.description}` };
  return item;
}

function objectItem(item: TreeItem, model: TreeModel, id: string): TreeItem {
  const row = rowAt(model, id);
  if (!row) return item;
  item.label = row.label;
  item.description = descriptionText(row.description, Date.now());
  item.iconPath = rowIcon(row);
  item.contextValue = row.flags.join(' ');
  item.accessibilityInformation = { label: accessibleText(row, Date.now()) };
  item.command = { command: 'sluice.openObject', title: '', arguments: [id] };
  return item;
}

function noteItem(item: TreeItem, model: TreeModel, id: string): TreeItem {
  const note = noteAt(model, id);
  if (!note) return item;
  const forbidden = note.code === 'forbidden';
  item.label = forbidden
    ? l10n.t('{0} may not be listed', plainText(note.plural))
    : l10n.t('{0} are out of date', plainText(note.plural));
  item.description = plainText(note.message);
  item.iconPath = new ThemeIcon(forbidden ? 'lock' : 'debug-disconnect', new ThemeColor('charts.yellow'));
  item.tooltip = plainText(note.message, 1000);
  return item;
}
