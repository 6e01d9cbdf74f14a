/** The matrix as texts: applications by stages. */
export interface Matrix {
  readonly caption: string;
  readonly corner: string;
  readonly stages: readonly string[];
  readonly rows: readonly MatrixRow[];
  readonly labels: { readonly filter: string; readonly onlyBehind: string; readonly shown: string };
}

export interface MatrixRow {
  readonly name: string;
  readonly kind: string;
  /** One for each stage. */
  readonly cells: readonly MatrixCell[];
}

/** How a stage stands to the one before it, in words. */
export interface MatrixMark {
  /** `differs`: in versions of which nothing tells which is newer. */
  readonly kind: 'behind' | 'lacks' | 'differs';
  readonly text: string;
}

export interface MatrixCell {
  /** What is opened by it; absent where the stage lacks the application. */
  readonly id: string | undefined;
  readonly text: string;
  /** What a screen reader says of the button. */
  readonly label: string;
  /** How it stands to the stage before; absent where it is the same or ahead. */
  readonly mark: MatrixMark | undefined;
  /** How it does in its cluster; empty where that is not known. */
  readonly health: string;
  /** What of it is not known, a sentence each: shown under the pointer, and said. */
  readonly doubts: string;
}

/**
 * The page of a matrix. It loads nothing: its one style and one script carry the nonce. All texts are escaped. The script
 * tells `{type: 'ready'}` and `{type: 'open', id}`, and hears `{type: 'table', html}` with what {@link matrixTable} makes.
 */
export function matrixPage(matrix: Matrix, nonce: string): string {
  const { caption, labels } = matrix;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(caption)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<form role="search">
<label for="filter">${escapeHtml(labels.filter)}</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false">
<input id="behind" type="checkbox"><label for="behind">${escapeHtml(labels.onlyBehind)}</label>
<span role="status">${escapeHtml(labels.shown)} <span id="count"></span></span>
</form>
<div id="table">${matrixTable(matrix)}</div>
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** The table alone, as HTML. */
export function matrixTable({ caption, corner, stages, rows }: Matrix): string {
  const heads = stages.map((stage) => `<th scope="col">${escapeHtml(stage)}</th>`).join('');
  const body = rows.map(rowHtml).join('\n');
  return `<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr><th scope="col">${escapeHtml(corner)}</th>${heads}</tr></thead>
<tbody>
${body}
</tbody>
</table>`;
}

function rowHtml({ name, kind, cells }: MatrixRow): string {
  const isBehind = cells.some(({ mark }) => mark?.kind === 'behind' || mark?.kind === 'lacks');
  const head = `<th scope="row">${escapeHtml(name)} <span class="quiet">${escapeHtml(kind)}</span></th>`;
  return `<tr data-name="${escapeHtml(name.toLowerCase())}"${isBehind ? ' data-behind' : ''}>${head}${cells.map(cellHtml).join('')}</tr>`;
}

function cellHtml({ id, text, label, mark, health, doubts }: MatrixCell): string {
  const title = doubts === '' ? '' : ` title="${escapeHtml(doubts)}"`;
  const value =
    id === undefined
      ? `<span class="quiet">${escapeHtml(text)}</span>`
      : `<button type="button" data-id="${escapeHtml(id)}" aria-label="${escapeHtml(label)}"${title}>${escapeHtml(text)}</button>`;
  const state = health === '' ? '' : ` <span class="quiet">${escapeHtml(health)}</span>`;
  return `<td>${value}${state}${mark === undefined ? '' : markHtml(mark)}</td>`;
}

const signs = { behind: '\u2190 ', lacks: '', differs: '\u2260 ' } as const;

function markHtml({ kind, text }: MatrixMark): string {
  const look = kind === 'differs' ? 'quiet' : 'behind';
  return `<div class="${look}">${signs[kind]}${escapeHtml(text)}</div>`;
}

/** Text as it can stand in an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
body { padding: 0 1.5em 1.5em; color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
form { display: flex; flex-wrap: wrap; align-items: center; gap: .6em; position: sticky; top: 0; padding: 1em 0;
  background: var(--vscode-editor-background); z-index: 2; }
[role=status] { margin-left: auto; color: var(--vscode-descriptionForeground); }
input[type=search] { min-width: 16em; padding: .3em .5em; font: inherit; color: var(--vscode-input-foreground);
  background: var(--vscode-input-background);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-widget-border, transparent))); }
input[type=checkbox] { margin: 0 0 0 1em; accent-color: var(--vscode-button-background); }
table { border-collapse: collapse; }
caption { text-align: left; padding: 0 0 .6em; color: var(--vscode-descriptionForeground); }
th, td { text-align: left; vertical-align: top; padding: .45em 1.6em .45em .6em; font-weight: normal;
  border-bottom: 1px solid var(--vscode-editorGroup-border, var(--vscode-contrastBorder, var(--vscode-panel-border))); }
thead th { font-weight: 600; }
tbody tr:hover { background: var(--vscode-list-hoverBackground); }
.quiet { color: var(--vscode-descriptionForeground); }
.behind { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
button { padding: 0; border: 0; font: inherit; font-family: var(--vscode-editor-font-family); cursor: pointer;
  color: var(--vscode-textLink-foreground); background: none; text-align: left; overflow-wrap: anywhere; }
button:hover { text-decoration: underline; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;

const script = `
const host = acquireVsCodeApi();
const place = document.getElementById('table');
const filter = document.getElementById('filter');
const behind = document.getElementById('behind');
const count = document.getElementById('count');
const kept = host.getState() || {};
filter.value = kept.filter || '';
behind.checked = kept.behind === true;
let current;
function apply() {
  const wanted = filter.value.trim().toLowerCase();
  let shown = 0;
  for (const row of place.querySelectorAll('tbody tr')) {
    const fits = row.dataset.name.includes(wanted) && (!behind.checked || 'behind' in row.dataset);
    row.hidden = !fits;
    if (fits) shown += 1;
  }
  count.textContent = String(shown);
  host.setState({ filter: filter.value, behind: behind.checked });
}
filter.addEventListener('input', apply);
behind.addEventListener('change', apply);
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
place.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-id]');
  if (button) host.postMessage({ type: 'open', id: button.dataset.id });
});
place.addEventListener('keydown', (event) => {
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  const cell = step && event.target.closest('td');
  if (!cell) return;
  const [down, right] = step;
  let row = cell.parentElement;
  let column = cell.cellIndex;
  do {
    if (down) {
      row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      while (row && row.hidden) row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    } else column += right;
    const next = row && row.cells[column];
    if (!next) return;
    const button = next.querySelector('button');
    if (button) {
      button.focus();
      event.preventDefault();
      return;
    }
  } while (true);
});
window.addEventListener('message', ({ data }) => {
  if (!data || data.type !== 'table' || typeof data.html !== 'string' || data.html === current) return;
  current = data.html;
  const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.id;
  place.innerHTML = data.html;
  apply();
  if (focused) {
    const again = [...place.querySelectorAll('button')].find((button) => button.dataset.id === focused);
    if (again) again.focus();
  }
});
apply();
host.postMessage({ type: 'ready' });
`;
