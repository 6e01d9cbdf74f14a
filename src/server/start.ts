/**
 * Starts the language server. usage: server.cjs --stdio | --node-ipc | --pipe=NAME | --socket=PORT
 *
 * A fifth of the time to the first diagnostics went into compiling the server. Node keeps what it compiled for the next
 * start: in the person's own cache folder, as what lies there is run.
 */
import { createRequire, enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this system keeps what can be made again (XDG Base Directory Specification; Apple's and Microsoft's guides). */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (process.platform === 'win32') return local ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache');
}

// It never throws: without a folder that can be written to, all is compiled anew.
enableCompileCache(join(cacheFolder(), 'sluice', 'compiled'));
createRequire(__filename)('./serverMain.cjs');
