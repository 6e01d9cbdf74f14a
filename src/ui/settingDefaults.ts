/** Sluice's settings with the defaults of package.json (a test compares them). */
export interface Settings {
  readonly kubeconfig: string;
  readonly namespaces: readonly string[];
  readonly connect: 'onView' | 'onStartup';
  readonly readOnly: boolean;
  readonly protectedContexts: readonly string[];
  /** As written: `src/forges/places/configured.ts` reads it. */
  readonly forges: Readonly<Record<string, unknown>>;
  readonly allowDryRun: boolean;
  readonly 'validate.enable': boolean;
  readonly kubernetesVersion: string;
  readonly fluxVersion: string;
  readonly schemaLocations: readonly string[];
  readonly strictSubstitution: boolean;
}

export const defaultSettings: Settings = {
  kubeconfig: '',
  namespaces: [],
  connect: 'onView',
  readOnly: false,
  protectedContexts: ['*prod*'],
  forges: {},
  allowDryRun: true,
  'validate.enable': true,
  kubernetesVersion: 'auto',
  fluxVersion: 'auto',
  schemaLocations: [],
  strictSubstitution: true,
};

/** `value`, which a person may have typed into settings.json, as far as it can be the setting's; else the default. */
export function validSetting<K extends keyof Settings>(name: K, value: unknown): Settings[K] {
  return readers[name](value) ?? defaultSettings[name];
}

const readers: { readonly [K in keyof Settings]: (value: unknown) => Settings[K] | undefined } = {
  kubeconfig: text,
  namespaces: texts,
  connect: (value) => (value === 'onView' || value === 'onStartup' ? value : undefined),
  readOnly: flag,
  protectedContexts: texts,
  forges: record,
  allowDryRun: flag,
  'validate.enable': flag,
  kubernetesVersion: text,
  fluxVersion: text,
  schemaLocations: texts,
  strictSubstitution: flag,
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The texts of a list: one wrong element must not cost a person the others. */
function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
