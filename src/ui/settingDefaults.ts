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
