/** A VS Code window that tests run inside of; the tests are the files of the folder of that name. */
export interface TestWindow {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Extensions besides Sluice, from the folder `extensions`. */
  readonly extensions: readonly ExtensionName[];
}

type ExtensionName = 'recorder' | 'redhatYaml';

// No KUBECONFIG, and the home folder is empty.
export const windows: readonly TestWindow[] = [
  { name: 'noCluster', settings: {}, env: {}, extensions: ['recorder'] },
  { name: 'language', settings: {}, env: {}, extensions: ['recorder'] },
  {
    name: 'besideYaml',
    // Its store of schemas is on the web.
    settings: { 'yaml.schemaStore.enable': false },
    env: {},
    extensions: ['redhatYaml'],
  },
];
