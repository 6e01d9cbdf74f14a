import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Ends a test that hangs, so that the run goes on; no test asserts a duration. */
const hang = 180_000;

/** `expect.poll` waits for a person's patience, not for a test's. */
const patient = { poll: { timeout: 30_000, interval: 100 } };

/** A suite whose files share one machine's ports, processes or memory runs them one after the other. */
const sequential = {
  fileParallelism: false,
  testTimeout: hang,
  hookTimeout: 4 * hang,
  // A browser drops a click now and then, and a busy machine lets a token expire early; a defect fails twice.
  retry: 1,
} as const;

function suite(name: string, folder: string, options: object = {}): TestProjectInlineConfiguration {
  return { test: { name, include: [`${folder}/**/*.test.ts`], environment: 'node', ...options } };
}

export default defineConfig({
  test: {
    projects: [
      // Hundreds of small files of pure rooms: to load them anew for each took two thirds of the time.
      suite('unit', 'test/unit', { isolate: false }),
      suite('server', 'test/server', {
        testTimeout: hang,
        hookTimeout: hang,
        expect: patient,
        globalSetup: 'test/server/builtServer.ts',
      }),
      suite('render', 'test/render', {
        testTimeout: hang,
        hookTimeout: 4 * hang,
        globalSetup: 'test/render/builtEngine.ts',
      }),
      suite('faults', 'test/faults', { testTimeout: hang, hookTimeout: hang }),
      suite('forge', 'test/forge', {
        testTimeout: hang,
        hookTimeout: 4 * hang,
        globalSetup: 'test/forge/sharedForge.ts',
      }),
      suite('cluster', 'test/cluster', { ...sequential, globalSetup: 'test/cluster/sharedCluster.ts' }),
      suite('person', 'test/e2e/person', {
        ...sequential,
        expect: patient,
        // The files share windows, so they share a process.
        isolate: false,
        globalSetup: ['test/cluster/sharedCluster.ts', 'test/e2e/person/globalSetup.ts'],
      }),
    ],
  },
});
