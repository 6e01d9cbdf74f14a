/**
 * Opens a session, disposes it when it has come that far, then says what is alive in this process, which must end by
 * itself. usage: node lifecycleChild.ts KUBECONFIG made|plugin|settled
 */
import { silentLogger } from '../../../src/base/logger.ts';
import { reconcileObject } from '../../../src/cluster/session/reconcile.ts';
import { createSession } from '../../../src/cluster/session/session.ts';
import { isSettled } from './isSettled.ts';

const [kubeconfig = '', when] = process.argv.slice(2);
const settings = { kubeconfig, context: undefined, namespaces: [], mayUse: () => true };
const session = createSession({
  settings: () => settings,
  env: {},
  home: '/nonexistent',
  logger: silentLogger,
});

function end(): void {
  changes.dispose();
  const key = 'kustomize.toolkit.fluxcd.io/Kustomization/shop/staging';
  const { client } = session;
  if (when === 'settled' && client) {
    reconcileObject(session, key, { client, withSource: false }, new AbortController().signal).catch(() => undefined);
  }
  session.dispose();
  // Sockets are closed in the next rounds of the event loop.
  setTimeout(() => process.stdout.write(JSON.stringify(process.getActiveResourcesInfo())), 500);
}

const changes = session.onDidChange(() => {
  if (when === 'settled' && isSettled(session)) end();
});
// The parent sees when the plugin runs.
process.once('SIGUSR2', end);
if (when === 'made') end();
else session.start();
