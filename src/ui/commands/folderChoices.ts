/** What a person may choose for a source. */
export interface FolderChoice {
  readonly action: 'use' | 'browse' | 'forget';
  /** Absolute, for `use`. */
  readonly folder: string | undefined;
  /** Whether it holds what Kustomizations take from the source. */
  readonly fits: boolean;
  /** Whether it was chosen before. */
  readonly isCurrent: boolean;
}

/** Folders that fit come first, then the repositories; what was chosen before is there to see, and may be forgotten. */
export function folderChoices({
  fitting,
  roots,
  current,
}: {
  readonly fitting: readonly string[];
  readonly roots: readonly string[];
  readonly current: string | undefined;
}): readonly FolderChoice[] {
  const all = new Set([...fitting, ...roots, ...(current === undefined ? [] : [current])]);
  const folders = [...all].map((folder): FolderChoice => {
    return { action: 'use', folder, fits: fitting.includes(folder), isCurrent: folder === current };
  });
  const other = { folder: undefined, fits: false, isCurrent: false } as const;
  return [
    ...folders,
    { action: 'browse', ...other },
    ...(current === undefined ? [] : [{ action: 'forget', ...other } as const]),
  ];
}

/** What is remembered with a folder for a source, by what that is known by; without one it is forgotten. */
export function withFolder(
  remembered: Readonly<Record<string, string>>,
  address: string,
  folder: string | undefined,
): Readonly<Record<string, string>> {
  const others = Object.entries(remembered).filter(([source]) => source !== address);
  return Object.fromEntries(folder === undefined ? others : [...others, [address, folder]]);
}
