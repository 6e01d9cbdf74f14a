import { repositoryAddress } from '../../flux/repositoryUrl.ts';

/** The address of a remote, as far as it says where the pages of its forge are. */
export interface Remote {
  /** Lower case, without a port. */
  readonly host: string;
  /** The origin of an address by http or https: the forge's pages are there. Undefined for one by ssh. */
  readonly origin: string | undefined;
  /** Below the host: groups or owner, and the name without `.git`. */
  readonly segments: readonly string[];
}

/** Reads the address of a remote, as Git has it after `insteadOf`; undefined for folders and texts that are none. */
export function readRemote(written: string): Remote | undefined {
  const address = repositoryAddress(written);
  if (address === undefined || address.transport === 'file') return undefined;
  const { host, port, path, transport } = address;
  const segments = path.split('/');
  // No forge has such names, and some servers would leave the folder by them.
  if (segments.some((segment) => segment === '..' || segment === '.')) return undefined;
  if (transport !== 'http') return { host, origin: undefined, segments };
  const scheme = /^http:/i.test(written.trim()) ? 'http' : 'https';
  const text = `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
  return URL.canParse(text) ? { host, origin: new URL(text).origin, segments } : undefined;
}
