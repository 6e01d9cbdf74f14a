import { inject, onTestFinished } from 'vitest';
import { openVsCode, type VsCode, type VsCodeOptions } from '../harness/openVsCode.ts';

/** Opens a VS Code for the running test, with Sluice installed. A test that fails leaves a picture of it. */
export async function withVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
  const code = await openVsCode(inject('vsCode'), options);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await code.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
    await code.close();
  });
  return code;
}
