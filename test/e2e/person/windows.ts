import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { openVsCode, type VsCode } from '../harness/openVsCode.ts';
import { scratchFolder } from '../harness/prepare.ts';
import { allContexts } from './contexts.ts';
import { cloneFleet, deadRun, leaveRef } from './repository.ts';

/** How long a person would wait for anything to appear. */
const patience = 30_000;

/** A window that is opened when the first test needs it. Test files use it one after the other; it ends with them. */
export type Window = () => Promise<VsCode>;

/** An admin's window on the shared fleet, with all groups open and high enough for every row. */
export const fleetWindow = once(async () => {
  const code = await openVsCode(inject('vsCode'), { kubeconfig: sharedAccess().kubeconfig('admin'), height: 1000 });
  await code.tree.open();
  // All has arrived when the last group has its count.
  await code.tree.row('Notifications, 1 ready of 3').waitFor();
  for (const group of ['Helm Releases', 'Images', 'Notifications']) await code.tree.expand(group);
  return code;
});

/** An admin's window on a clone of the repository that the fleet is applied from. */
export const repositoryWindow = once(async () => {
  const workspace = await cloneFleet(join(await scratchFolder(), 'fleet'));
  await leaveRef(workspace, deadRun);
  const kubeconfig = sharedAccess().kubeconfig('admin');
  const code = await openVsCode(inject('vsCode'), { kubeconfig, workspace, height: 1000 });
  await code.tree.open();
  await code.tree.row('Notifications, 1 ready of 3').waitFor();
  return code;
});

/** A window whose kubeconfig has a context for each user of the shared cluster, and more; see contexts.ts. */
export const contextsWindow = once(async () => {
  const scratch = await scratchFolder();
  const path = join(scratch, 'config');
  await writeFile(path, await allContexts(sharedAccess()));
  const code = await openVsCode(inject('vsCode'), { kubeconfig: path, height: 1000 });
  await code.tree.open();
  return code;
});

/**
 * Lets the tests of a file use `window`. Each begins without open menus, questions and notifications; one that fails
 * leaves a picture.
 */
export function useWindow(window: Window): () => VsCode {
  let code: VsCode | undefined;
  const current = (): VsCode => {
    if (code === undefined) throw new Error('The window is open only within tests.');
    return code;
  };
  beforeAll(async () => {
    code = await window();
    code.page.setDefaultTimeout(patience);
    // What the file before left open: a command from the palette offers the object of the open file first.
    await code.quick.runCommand('View: Close All Editors');
  });
  beforeEach(() => tidy(current()));
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await code?.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  return current;
}

/** Closes what the test before may have left open. */
export async function tidy({ page, quick, messages }: VsCode): Promise<void> {
  while (await quick.isOpen()) await quick.dismiss();
  await page.mouse.move(0, 0);
  if ((await messages.notifications()).length > 0) await quick.runCommand('Notifications: Clear All Notifications');
}

function once(open: () => Promise<VsCode>): Window {
  let opened: Promise<VsCode> | undefined;
  return () => (opened ??= open());
}
