import { expect, test } from 'vitest';
import { withVsCode } from './withVsCode.ts';

test('without a kubeconfig the view says so and offers the next step', async () => {
  const code = await withVsCode();
  await code.tree.open();
  await expect.poll(async () => (await code.tree.welcome())?.text).toContain('found none');
  expect(await code.tree.welcome()).toEqual({
    text: [
      'Sluice reads the clusters of your kubeconfig, and found none. Set KUBECONFIG, or tell where the file is.',
      'Which files were looked at stands in the log.',
    ].join('\n'),
    buttons: ['Open Settings', 'Try Again', 'Show Logs'],
  });
  expect(await code.tree.rows()).toEqual([]);

  await code.tree.clickWelcome('Open Settings');
  await code.page.getByRole('textbox', { name: 'sluice.kubeconfig' }).first().waitFor();
});

test('before anyone asks for a cluster, nothing is shown of one', async () => {
  const code = await withVsCode();
  expect(await code.messages.statusBar()).toBeUndefined();
  expect(await code.messages.notifications()).toEqual([]);
});
