import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { grammarFile, marksOf, tokenizerOf, type Tokenizer } from '../../../unit/syntaxes/tokens.ts';

interface YamlManifest {
  readonly contributes: { readonly grammars: readonly { readonly scopeName: string; readonly path: string }[] };
}

const text = `
metadata:
  name: \${cluster:=demo}-apps
  \${KEY}: 'a $\${B} \${C}'
spec: { image: "<< inputs.image | quote >>", list: [\${ITEM}] }
stringData: { password: "ENC[AES256_GCM,data:a==,iv:b=,tag:c==,type:str]" }
script: |
  echo \${FOO}
image: app:1.0 # {"$imagepolicy": "flux-system:app:tag"}
`;

describe("the marks in VS Code's own grammar for YAML", () => {
  let tokenize: Tokenizer;

  before(async () => {
    const yaml = vscode.extensions.getExtension('vscode.yaml');
    assert.ok(yaml, 'VS Code has its own extension for YAML');
    const { grammars } = (yaml.packageJSON as YamlManifest).contributes;
    const hosts = Object.fromEntries(
      grammars.map(({ scopeName, path }) => [scopeName, grammarFile(join(yaml.extensionPath, path))]),
    );
    tokenize = await tokenizerOf('source.yaml', { root: process.env['SLUICE_CHECKOUT'] ?? '', hosts });
  });

  it('are all set off', () => {
    const variables = marksOf(tokenize(text)).filter((mark) => mark.endsWith(' variable.other'));
    assert.deepEqual(
      variables.map((mark) => mark.split(' ')[0]),
      ['cluster', 'KEY', 'C', 'inputs.image', 'ITEM', 'FOO', '"$imagepolicy"'],
    );
    const parts = tokenize(text).filter(({ scopes }) => /\.(flux|sops)$/.test(scopes.at(-1) ?? ''));
    const seen = new Set(parts.map(({ scopes }) => scopes.at(-1)));
    for (const scope of [
      'constant.character.escape.substitution.flux',
      'string.unquoted.default.flux',
      'entity.name.function.flux',
      'comment.block.ciphertext.sops',
      'keyword.other.part.flux',
    ]) {
      assert.ok(seen.has(scope), `${scope} is among ${[...seen].join(', ')}`);
    }
  });

  it('leave everything else as it was', () => {
    const keys = tokenize(text).filter(({ scopes }) => scopes.at(-1) === 'entity.name.tag.yaml');
    assert.deepEqual(
      keys.map(({ text: key }) => key),
      ['metadata', 'name', 'spec', 'image', 'list', 'stringData', 'password', 'script', 'image'],
    );
  });
});
