import { vi } from 'vitest';
import type { VsCode } from '../harness/openVsCode.ts';

/** Runs a command from the palette and waits for the question it asks. */
export async function ask({ quick }: Pick<VsCode, 'quick'>, command: string, question: string): Promise<void> {
  await quick.runCommand(command);
  await until(async () => (await quick.prompt()).includes(question));
}

/** Runs a command from the palette and chooses the object, `Kind/name`, in the pick that it shows. */
export async function runOn(code: Pick<VsCode, 'quick'>, command: string, object: string): Promise<void> {
  await ask(code, command, 'which objects?');
  await code.quick.type(object);
  await code.quick.pick(object);
}

/** Waits until `check` holds, in hooks too, where `expect.poll` may not be used. */
export async function until(check: () => Promise<boolean>): Promise<void> {
  await vi.waitUntil(check, { timeout: 30_000, interval: 100 });
}
