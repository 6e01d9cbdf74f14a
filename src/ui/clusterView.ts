import * as vscode from 'vscode';
import { outageCause, type OutageCause } from '../network/outageCause.ts';
import { contextOf, type SessionState } from '../cluster/session/sessionState.ts';
import type { ObjectKey } from '../flux/object.ts';
import { countsOf } from '../tree/counts.ts';
import { isFiltering } from '../tree/filter.ts';
import { standingOf } from '../tree/standing.ts';
import { createAlarm } from './alarm.ts';
import { setContextKey } from './contextKeys.ts';
import type { SessionHost } from './sessionHost.ts';
import { onSettingsChange, setting } from './settings.ts';
import { createStatusBar } from './statusBar.ts';
import { texts } from './texts.ts';
import type { FluxTreeView } from './tree/treeView.ts';
import type { TreeState } from './tree/treeState.ts';
import { viewState } from './viewState.ts';

/** How often an outage's message counts down. */
const countdownMs = 1000;

/**
 * Keeps what surrounds the tree in step with the session: welcome text, title, message, badge and status bar.
 * `onVisible` runs when the person sees the view.
 */
export function followSession(
  host: SessionHost,
  state: TreeState,
  { view }: FluxTreeView,
  onVisible: () => void,
): vscode.Disposable {
  const statusBar = createStatusBar();
  const alarm = createAlarm();
  let context: string | undefined;
  let countdown: NodeJS.Timeout | undefined;
  // Setting the message, even to the same text, puts off VS Code's next refresh of the rows by 200 ms.
  const setMessage = onlyNews((text: string) => (view.message = text));
  const setTitle = onlyNews((text: string) => (view.title = text));
  const setKey = onlyNewKeys();

  const update = (): void => {
    const counts = countsOf(state.model);
    const current = host.state;
    if (contextOf(current) !== context) alarm.reset();
    context = contextOf(current);
    if (!counts.loading && counts.total > 0) alarm.update(failingKeys(state), view.visible);
    setKey('sluice.view', viewState(current, host.snapshot, state.model.visible));
    setKey('sluice.cause', causeOf(current));
    setKey('sluice.connected', host.session?.client !== undefined);
    setKey('sluice.filtered', isFiltering(state.model.filter));
    setTitle(context === undefined ? texts.viewTitle() : texts.viewTitleOf(context));
    showMessage();
    // While lists are under way what fails may only wait, so the number would come and go.
    if (!counts.loading) view.badge = badgeOf(counts.failing);
    statusBar.show({ state: current, counts, alarming: alarm.ringing });
  };

  const showMessage = (): void => {
    clearTimeout(countdown);
    setMessage(messageOf(host, state, Date.now()));
    if (host.state.phase === 'degraded' && view.visible) countdown = setTimeout(showMessage, countdownMs);
  };

  const showReadOnly = (): void => setContextKey('sluice.readOnly', setting('readOnly'));
  showReadOnly();
  update();
  if (view.visible) onVisible();
  return vscode.Disposable.from(
    statusBar,
    { dispose: () => clearTimeout(countdown) },
    host.onDidChangeState(update),
    state.onDidChange(update),
    onSettingsChange(['readOnly', 'protectedContexts'], () => {
      showReadOnly();
      update();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) onVisible();
      update();
    }),
  );
}

/** Passes a value on unless it is the one that was passed on last. */
function onlyNews<T>(show: (value: T) => void): (value: T) => void {
  let last: T | undefined;
  return (value) => {
    if (value === last) return;
    last = value;
    show(value);
  };
}

/** Each context key that is set is a message to the window: only those whose value differs are. */
function onlyNewKeys(): typeof setContextKey {
  const last = new Map<string, unknown>();
  return (key, value) => {
    if (last.get(key) === value) return;
    last.set(key, value);
    setContextKey(key, value);
  };
}

function failingKeys({ model }: TreeState): ReadonlySet<ObjectKey> {
  const failing = new Set<ObjectKey>();
  for (const healths of model.health.kinds.values()) {
    for (const [key, health] of healths) if (standingOf(health) === 'failing') failing.add(key);
  }
  return failing;
}

function badgeOf(failing: number): vscode.ViewBadge | undefined {
  return failing > 0 ? { value: failing, tooltip: texts.failingBadge(failing) } : undefined;
}

/** By which package.json chooses the sentence for an outage; empty if there is none. */
function causeOf(state: SessionState): OutageCause | '' {
  if (state.phase !== 'degraded') return '';
  const { failure } = state;
  return 'reason' in failure && typeof failure.reason === 'string' ? outageCause(failure.reason) : 'other';
}

/** The line above the rows; VS Code shows no welcome text beside one, so an empty tree has none. */
function messageOf({ state }: SessionHost, { model }: TreeState, now: number): string {
  if (model.visible === 0) return '';
  if (state.phase === 'degraded') {
    return texts.staleMessage(state.failure.message, Math.max(0, Math.ceil((state.retryAt - now) / 1000)));
  }
  if (state.phase === 'dormant') {
    return state.reason === 'authentication'
      ? texts.signInNeeded(state.context, state.failure?.message ?? '')
      : texts.restMessage(state.context);
  }
  const { limitedTo } = countsOf(model);
  const lines = [
    ...(limitedTo.length > 0 ? [texts.limitedTo(limitedTo.join(', '))] : []),
    ...(model.hidden > 0 ? [texts.filterHides(model.hidden)] : []),
  ];
  return lines.join(' ');
}
