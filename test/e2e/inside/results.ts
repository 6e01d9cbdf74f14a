/** What tests inside VS Code report to the process that started it. */
export interface InsideResults {
  readonly tests: readonly TestResult[];
}

export type TestResult =
  | { readonly title: string; readonly state: 'passed' | 'skipped' }
  | { readonly title: string; readonly state: 'failed'; readonly error: string };
