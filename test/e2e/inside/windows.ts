/** A VS Code window that tests run inside of; the tests are the files of the folder of that name. */
export interface TestWindow {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

export const windows: readonly TestWindow[] = [
  // No KUBECONFIG, and the home folder is empty.
  { name: 'noCluster', settings: {}, env: {} },
];
