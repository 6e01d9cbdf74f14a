/** Sluice's settings with the defaults of package.json (a test compares them). */
export interface Settings {
  readonly kubeconfig: string;
  readonly namespaces: readonly string[];
  readonly connect: 'onView' | 'onStartup';
  readonly readOnly: boolean;
  readonly protectedContexts: readonly string[];
}

export const defaultSettings: Settings = {
  kubeconfig: '',
  namespaces: [],
  connect: 'onView',
  readOnly: false,
  protectedContexts: ['*prod*'],
};

/** `value`, which a person may have typed into settings.json, as far as it can be the setting's; else the default. */
export function validSetting<K extends keyof Settings>(name: K, value: unknown): Settings[K] {
  return readers[name](value) ?? defaultSettings[name];
}

const readers: { readonly [K in keyof Settings]: (value: unknown) => Settings[K] | undefined } = {
  kubeconfig: (value) => (typeof value === 'string' ? value : undefined),
  namespaces: texts,
  connect: (value) => (value === 'onView' || value === 'onStartup' ? value : undefined),
  readOnly: (value) => (typeof value === 'boolean' ? value : undefined),
  protectedContexts: texts,
};

/** The texts of a list: one wrong element must not cost a person the others. */
function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
