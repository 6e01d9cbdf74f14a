import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Recorder } from '../extensions/recorder.ts';

const loaded = createRequire(__filename).cache;

describe('activation without a cluster', () => {
  it('activates and starts no process, opens no connection and loads no more than its first bundle', async () => {
    const extension = vscode.extensions.getExtension('sluice.sluice');
    const recorder = vscode.extensions.getExtension<Recorder>('sluice.recorder');
    assert.ok(extension && recorder, 'the extensions are installed');
    const recording = await recorder.activate();
    assert.equal(recording.isLate, false);
    await extension.activate();
    // YAML that is no manifest, and a manifest that is not written as YAML, are nothing to the language server.
    await vscode.workspace.openTextDocument({ language: 'yaml', content: 'kind: of\nname: values\n' });
    await vscode.workspace.openTextDocument({ language: 'json', content: '{"apiVersion": "v1", "kind": "Secret"}' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(extension.isActive, true);
    assert.deepEqual(recording.stop(), []);
    const bundles = Object.keys(loaded).filter((path) => path.startsWith(`${extension.extensionPath}/dist`));
    assert.deepEqual(
      bundles.map((path) => path.slice(extension.extensionPath.length)),
      ['/dist/extension.cjs'],
    );
  });
});
