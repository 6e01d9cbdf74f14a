import { ThemeColor, ThemeIcon } from 'vscode';
import type { BlockerRow, ChangesRow, ObjectRow, Standing } from '../../diff/changes/changesRows.ts';

/** The icon of a row. What differs in colour differs in shape as well. */
export function changeIcon(row: ChangesRow): ThemeIcon {
  switch (row.type) {
    case 'kustomization':
      return standingIcons[row.standing];
    case 'pending':
      return row.isGivenUp ? unknown : new ThemeIcon('loading~spin');
    case 'blocker':
      return blockerIcon(row);
    case 'remote':
      return row.target.context === undefined ? unknown : new ThemeIcon('server-environment');
    case 'note':
      return new ThemeIcon('info');
    case 'object':
      return objectIcon(row);
  }
}

function blockerIcon({ kind }: BlockerRow): ThemeIcon {
  switch (kind) {
    case 'build':
    case 'object':
    case 'source':
      return failing;
    case 'suspended':
      return held;
    case 'dependency':
      return colored('clock', 'charts.yellow');
    case 'unknown':
      return unknown;
  }
}

function objectIcon({ action, isDangerous }: ObjectRow): ThemeIcon {
  if (isDangerous) return danger;
  switch (action) {
    case 'create':
      return colored('diff-added', 'gitDecoration.addedResourceForeground');
    case 'change':
      return colored('diff-modified', 'gitDecoration.modifiedResourceForeground');
    case 'prune':
    case 'deleteOnly':
      return colored('diff-removed', 'gitDecoration.deletedResourceForeground');
    case 'recreate':
      return colored('replace', 'gitDecoration.deletedResourceForeground');
    case 'move':
      return colored('diff-renamed', 'gitDecoration.renamedResourceForeground');
    case 'orphan':
      return colored('debug-disconnect', 'list.warningForeground');
    case 'error':
      return failing;
    case 'unknown':
      return unknown;
    case 'skip':
    case 'unchanged':
      return colored('circle-slash', 'disabledForeground');
  }
}

const failing = colored('error', 'list.errorForeground');
const held = colored('debug-pause', 'disabledForeground');
const danger = colored('warning', 'list.errorForeground');
const unknown = colored('question', 'list.warningForeground');

const standingIcons: Readonly<Record<Standing, ThemeIcon>> = {
  blocked: failing,
  dangerous: danger,
  failing,
  unknown,
  held,
  changing: colored('diff-modified', 'gitDecoration.modifiedResourceForeground'),
  quiet: colored('pass', 'testing.iconPassed'),
};

function colored(icon: string, color: string): ThemeIcon {
  return new ThemeIcon(icon, new ThemeColor(color));
}
