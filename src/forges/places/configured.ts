import type { ForgeKind } from '../terms/forge.ts';

/** What a person says of a forge: the setting `sluice.forges`, by the host that remotes name. */
export interface ConfiguredForge {
  readonly kind: ForgeKind;
  /** The address of its pages, where it is not `https://` and the host of the remote. */
  readonly url?: string;
  /** A file of certificates (PEM) to trust there. */
  readonly caFile?: string;
}

export type ConfiguredForges = Readonly<Record<string, ConfiguredForge>>;

const kinds: ReadonlyMap<unknown, ForgeKind> = new Map<unknown, ForgeKind>([
  ['github', 'github'],
  ['gitlab', 'gitlab'],
  ['gitea', 'gitea'],
  ['forgejo', 'gitea'],
]);

/**
 * The setting's value, which a person may have typed, as far as it can be used: entries with an unknown kind or with an
 * address that is none by http or https are left out.
 */
export function readConfiguredForges(value: unknown): ConfiguredForges {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).flatMap(([host, entry]): [string, ConfiguredForge][] => {
    const { kind: written, url, caFile } = (entry ?? {}) as Record<string, unknown>;
    const kind = kinds.get(written);
    if (kind === undefined || (url !== undefined && !isWebAddress(url))) return [];
    return [
      [
        host.toLowerCase(),
        {
          kind,
          ...(typeof url === 'string' && { url: url.replace(/\/+$/, '') }),
          ...(typeof caFile === 'string' && caFile !== '' && { caFile }),
        },
      ],
    ];
  });
  return Object.fromEntries(entries);
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
