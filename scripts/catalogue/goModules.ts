import { fileURLToPath } from 'node:url';
import { runTool } from '../runTool.ts';
import { Refusal } from '../fail.ts';
import type { GoModule } from './sources.ts';

/** The folder of our own Go program. */
export const goFolder = fileURLToPath(new URL('go', import.meta.url));

/** Whether `go` is on the PATH. */
export async function hasGo(): Promise<boolean> {
  try {
    return (await runTool('go', ['version'])).code === 0;
  } catch {
    return false;
  }
}

/** The folder of a module in Go's cache, downloaded if need be. Throws a {@link Refusal} if it is not the one pinned. */
export async function moduleFolder({ module, version, sum }: GoModule): Promise<string> {
  const name = `${module}@${version}`;
  // The pinned checksum takes the place of the checksum database.
  const { stdout, output } = await runTool('go', ['mod', 'download', '-json', name], { env: { GOSUMDB: 'off' } });
  const answer = parse(stdout);
  if (answer?.Dir === undefined) throw new Refusal(`${name} could not be downloaded: ${answer?.Error ?? output}`);
  if (answer.Sum === sum) return answer.Dir;
  throw new Refusal(`${name} is not the module that was pinned: its checksum is ${answer.Sum ?? 'unknown'}.`);
}

interface GoDownload {
  readonly Dir?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

function parse(text: string): GoDownload | undefined {
  try {
    return JSON.parse(text) as GoDownload;
  } catch {
    return undefined;
  }
}
