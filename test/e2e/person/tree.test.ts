import { describe, expect, test } from 'vitest';
import { fleet, type FleetObject } from '../../fixtures/fleet.ts';
import { fleetWindow, useWindow } from './windows.ts';

const groups = [
  { label: 'Kustomizations, 3 failing of 13', kinds: ['Kustomization'] },
  {
    label: 'Sources, 3 failing of 8',
    kinds: ['GitRepository', 'OCIRepository', 'HelmRepository', 'HelmChart', 'Bucket', 'ExternalArtifact'],
  },
  { label: 'Helm Releases, 1 waiting of 2', kinds: ['HelmRelease'] },
  { label: 'Images, 3 ready', kinds: ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation'] },
  { label: 'Notifications, 1 ready of 3', kinds: ['Receiver', 'Alert', 'Provider'] },
];

describe('the tree of the fleet', () => {
  const code = useWindow(fleetWindow);

  test('counts in each group', async () => {
    const { tree } = code();
    const labels = async () => (await tree.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
    await expect.poll(labels).toEqual(groups.map(({ label }) => label));
  });

  test.each(groups)('$label: each object in its state, failing first', async ({ label, kinds }) => {
    const expected = fleet.filter(({ kind }) => kinds.includes(kind)).sort(byUrgency);
    await expect.poll(() => beginnings(label)).toEqual(expected.map(spoken));
  });

  /** What a screen reader says first of the rows in a group: kind, name, namespace and state. */
  async function beginnings(label: string): Promise<readonly string[]> {
    const rows = await code().tree.rows();
    const from = rows.findIndex((row) => row.label === label) + 1;
    const next = rows.findIndex(({ level }, index) => index >= from && level === 1);
    return rows.slice(from, next < 0 ? undefined : next).map((row) => row.label.split(', ').slice(0, 3).join(', '));
  }
});

describe('the status bar', () => {
  const code = useWindow(fleetWindow);

  test('names the context and counts what fails', async () => {
    await expect
      .poll(() => code().messages.statusBar())
      .toEqual({ text: 'demo-admin  6 failing', label: 'Flux, demo-admin: 6 failing' });
  });

  test('a click lists what fails, and a choice shows it in the tree', async () => {
    const { messages, quick, tree } = code();
    await messages.clickStatusBar();
    await expect.poll(() => quick.prompt()).toContain('Failing objects');
    const failing = fleet.filter(({ health }) => health === 'failed').map(({ kind, name }) => `${kind}/${name}`);
    expect((await quick.items()).map((item) => item.split(',')[0]).sort()).toEqual(failing.sort());
    await quick.pick('Bucket/backups');
    await expect.poll(() => tree.row('Bucket backups').getAttribute('aria-selected')).toBe('true');
  });
});

const words = { failed: 'Failed', waiting: 'Waiting', suspended: 'Suspended', ready: 'Ready', noStatus: 'No status' };
const order = Object.keys(words);

function byUrgency(one: FleetObject, other: FleetObject): number {
  const key = ({ namespace, name, kind }: FleetObject): string => `${namespace}/${name}/${kind}`;
  return order.indexOf(one.health) - order.indexOf(other.health) || (key(one) < key(other) ? -1 : 1);
}

function spoken({ kind, namespace, name, health }: FleetObject): string {
  return `${kind} ${name}, namespace ${namespace}, ${words[health]}`;
}
