import { loadBundle } from '../lazy.ts';

/** What commands about stages do: the bundle stageCommands.cjs, loaded with the first of them. */
export function stageCommands(): typeof import('../stages/commands.ts') {
  return loadBundle('stageCommands') as typeof import('../stages/commands.ts');
}
