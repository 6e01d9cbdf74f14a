import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openVsCode, type VsCode, type VsCodeOptions } from '../../e2e/harness/openVsCode.ts';
import { probeClient, type ProbeClient } from '../probe/askProbe.ts';
import { probeVariable } from '../probe/protocol.ts';
import type { Rig } from './rig.ts';

/** A VS Code with a probe in its extension host. */
export interface ProbedVsCode extends VsCode {
  readonly probe: ProbeClient;
  /** Loads the window again, with another extension host; the view "Cluster" is not shown. */
  readonly restart: () => Promise<void>;
}

let opened = 0;

/** Opens a VS Code that shows the Explorer: Sluice is active and does nothing. Resolves when its extensions have started. */
export async function openProbed(rig: Rig, options: Omit<VsCodeOptions, 'env'>): Promise<ProbedVsCode> {
  opened += 1;
  const file = join(await rig.scratch(), `probe-${opened}.json`);
  const vsCode = await openVsCode(await rig.vsCode(), { ...options, env: { [probeVariable]: file } });
  const probe = probeClient(file, rig.signal);
  await probe.ask('cpu');
  return {
    ...vsCode,
    probe,
    async restart() {
      await showExplorer(vsCode.page);
      await probe.forget();
      await vsCode.reload();
      await probe.ask('cpu');
    },
  };
}

/** VS Code shows the view again that it showed last. A second click on a view's icon would hide the side bar. */
async function showExplorer(page: Page): Promise<void> {
  const explorer = page.locator('[id="workbench.view.explorer"]');
  if (await explorer.isVisible()) return;
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Explorer/ })
    .click();
  await explorer.waitFor();
}
