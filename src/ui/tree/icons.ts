import { ThemeColor, ThemeIcon } from 'vscode';
import type { Row } from '../../tree/row.ts';

/** The icon of a row. States differ in shape as well as in colour; a run keeps the colour of the verdict before it. */
export function rowIcon({ icon, settled }: Pick<Row, 'icon' | 'settled'>): ThemeIcon {
  switch (icon) {
    case 'passed':
      return colored('pass', 'testing.iconPassed');
    case 'failed':
      return colored('error', 'testing.iconFailed');
    case 'reconciling':
      return colored('sync~spin', settled === 'failed' ? 'testing.iconFailed' : 'charts.blue');
    case 'waiting':
      return colored('clock', 'charts.yellow');
    case 'suspended':
      return colored('debug-pause', 'disabledForeground');
    case 'noStatus':
      return new ThemeIcon('circle-small-filled');
    case 'unknown':
      return colored('question', 'charts.yellow');
    case 'terminating':
      return colored('trash', 'charts.yellow');
  }
}

function colored(icon: string, color: string): ThemeIcon {
  return new ThemeIcon(icon, new ThemeColor(color));
}
