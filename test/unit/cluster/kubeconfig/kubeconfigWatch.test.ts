import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { watchKubeconfig } from '../../../../src/cluster/kubeconfig/kubeconfigWatch.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

// Real processes and file systems take the time they take; this only ends a test that hangs.
vi.setConfig({ testTimeout: 180_000 });

const timing = { settleMs: 20, fallbackMs: 5000 };
/** Long enough for two looks, on a busy machine too. */
const settled = 300;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** Watches, changes, and resolves once the change was told; the test's own limit ends what never comes. */
async function told(paths: readonly string[], ...changes: readonly (() => void)[]): Promise<void> {
  const onChange = vi.fn();
  const watch = watchKubeconfig(paths, onChange, timing);
  onTestFinished(() => watch.dispose());
  for (const [index, change] of changes.entries()) {
    // A look that is due must be over before the change, which would otherwise be seen without being noticed.
    await wait(settled);
    change();
    await vi.waitUntil(() => onChange.mock.calls.length > index, { timeout: 60_000, interval: 10 });
  }
}

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);

describe('watchKubeconfig', () => {
  test('tells of a file written in place, replaced, removed and made again', async () => {
    write('config', 'a');
    await told(
      [join(folder, 'config')],
      () => write('config', 'b'),
      () => {
        write('next', 'c');
        renameSync(join(folder, 'next'), join(folder, 'config'));
      },
      () => rmSync(join(folder, 'config')),
      () => write('config', 'd'),
    );
  });

  test('tells of a file whose folders come later, go and come again', async () => {
    const file = join(folder, 'a/.kube/config');
    const create = (text: string) => () => {
      mkdirSync(join(folder, 'a/.kube'), { recursive: true });
      writeFileSync(file, text);
    };
    await told(
      [file],
      create('a'),
      () => rmSync(join(folder, 'a'), { recursive: true }),
      create('b'),
      () => writeFileSync(file, 'c'),
    );
  });

  test('tells of changes in a folder that was replaced by another of the same name', async () => {
    const file = join(folder, 'kube/config');
    mkdirSync(join(folder, 'kube'));
    writeFileSync(file, 'a');
    const replace = (): void => {
      rmSync(join(folder, 'kube'), { recursive: true });
      // Something else takes the old folder's inode.
      mkdirSync(join(folder, 'other'));
      mkdirSync(join(folder, 'kube'));
      writeFileSync(file, 'b');
    };
    await told([file], replace, () => writeFileSync(file, 'c'));
  });

  test('tells of changes behind links, and of links that lead elsewhere', async () => {
    mkdirSync(join(folder, 'one'));
    mkdirSync(join(folder, 'two'));
    write('one/real', 'a');
    write('two/real', 'b');
    symlinkSync('one', join(folder, 'data'));
    mkdirSync(join(folder, 'home'));
    symlinkSync('../data/real', join(folder, 'home/config'));
    await told(
      [join(folder, 'home/config')],
      () => write('one/real', 'c'),
      () => {
        symlinkSync('two', join(folder, 'next'));
        renameSync(join(folder, 'next'), join(folder, 'data'));
      },
      () => write('two/real', 'd'),
    );
  });

  test('is silent about other files, and once disposed', async () => {
    write('config', 'a');
    const onChange = vi.fn();
    const watch = watchKubeconfig([join(folder, 'config')], onChange, timing);
    await wait(settled);
    write('other', 'x');
    await wait(settled);
    watch.dispose();
    write('config', 'b');
    await wait(settled);
    expect(onChange).not.toHaveBeenCalled();
  });
});
