import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { grammarFile, marksOf, tokenizerOf, type Tokenizer } from './tokens.ts';
import { yamlHost } from './yamlHost.ts';

let tokenize: Tokenizer;
beforeAll(async () => {
  tokenize = await tokenizerOf('source.yaml', { root, hosts: { 'source.yaml': yamlHost } });
});

const marks = (text: string): readonly string[] => marksOf(tokenize(text));
const [open, close] = ['punctuation.definition', 'punctuation.definition'];
const variable = 'variable.other';
const operator = 'keyword.operator';
const text = 'string.unquoted';

describe('substitutions', () => {
  it.each([
    ['name: ${cluster}-apps', [`\${ ${open}`, `cluster ${variable}`, `} ${close}`]],
    ['port: "${PORT:=8080}"', [`\${ ${open}`, `PORT ${variable}`, `:= ${operator}`, `8080 ${text}`, `} ${close}`]],
    ["port: '${PORT:-a b}'", [`\${ ${open}`, `PORT ${variable}`, `:- ${operator}`, `a b ${text}`, `} ${close}`]],
    ['${KEY}: v', [`\${ ${open}`, `KEY ${variable}`, `} ${close}`]],
    ['n: ${#NAME}', [`\${ ${open}`, `# ${operator}`, `NAME ${variable}`, `} ${close}`]],
    ['n: ${FOO%%.*}', [`\${ ${open}`, `FOO ${variable}`, `%% ${operator}`, `.* ${text}`, `} ${close}`]],
    ['n: ${x^^}', [`\${ ${open}`, `x ${variable}`, `^^ ${operator}`, `} ${close}`]],
  ])('are set off in %s', (line, expected) => {
    expect(marks(line)).toEqual(expected);
  });

  it('are set off in a block scalar, one within another', () => {
    expect(marks('data: |\n  echo ${a:-${b:=z}}\n')).toEqual([
      `\${ ${open}`,
      `a ${variable}`,
      `:- ${operator}`,
      `\${ ${open}`,
      `b ${variable}`,
      `:= ${operator}`,
      `z ${text}`,
      `} ${close}`,
      `} ${close}`,
    ]);
  });

  it('are left as they are where they are escaped', () => {
    expect(marks('n: $${NAME}${OTHER}')).toEqual([
      '$$ constant.character',
      `\${ ${open}`,
      `OTHER ${variable}`,
      `} ${close}`,
    ]);
  });

  it.each(['n: ${{ github.ref }}', 'n: $NAME', 'n: ${1}', 'n: ${open', 'n: ${', '# ${NAME} in a comment'])(
    'are not seen in %s',
    (line) => {
      expect(marks(line)).toEqual([]);
    },
  );

  it('end with their line, so that what follows keeps its colours', () => {
    const tokens = tokenize('a: ${B:=c\nd: e');
    expect(tokens.filter(({ scopes }) => scopes.some((scope) => scope.endsWith('.flux')))).toEqual([]);
  });
});

describe('templates of a ResourceSet', () => {
  it.each([
    [
      'n: << inputs.name | quote >>',
      [`<< ${open}`, `inputs.name ${variable}`, `| ${operator}`, 'quote entity.name', `>> ${close}`],
    ],
    ['n: <<inputs.name>>', [`<< ${open}`, `inputs.name ${variable}`, `>> ${close}`]],
    [
      'n: "<<- if eq inputs.env \\"prod\\" ->>"',
      [
        `<<- ${open}`,
        'if keyword.control',
        'eq entity.name',
        `inputs.env ${variable}`,
        '\\" string.quoted',
        'prod string.quoted',
        '\\" string.quoted',
        `->> ${close}`,
      ],
    ],
    ['n: <</* note */>>', [`<< ${open}`, '/* note */ comment.block', `>> ${close}`]],
    ['n: << $x := 3 >>', [`<< ${open}`, `$x ${variable}`, `:= ${operator}`, '3 constant.numeric', `>> ${close}`]],
  ])('are set off in %s', (line, expected) => {
    expect(marks(line)).toEqual(expected);
  });

  it.each(['<<: *anchor', 's: cat <<EOF >>file', "s: cat << 'EOF' >> file", 's: $((1 << 2)) >> x', 's: a << b'])(
    'are not seen in %s',
    (line) => {
      expect(marks(line)).toEqual([]);
    },
  );
});

describe('markers of image policies', () => {
  it.each([
    ['image: app:1.0 # {"$imagepolicy": "flux-system:app"}', []],
    ['tag: 1.0 # {"$imagepolicy": "flux-system:app:tag"}', ['tag']],
    ['digest: x # {"$imagepolicy": "flux-system:app:digest"}', ['digest']],
  ])('are set off in %s', (line, part) => {
    const names = tokenize(line)
      .filter(({ scopes }) => scopes.at(-1)?.startsWith('string.quoted.'))
      .map(({ text }) => text);
    expect(names).toEqual(['flux-system', 'app']);
    const parts = tokenize(line).filter(({ scopes }) => scopes.at(-1) === 'keyword.other.part.flux');
    expect(parts.map(({ text }) => text)).toEqual(part);
  });

  it.each(['# {"$imagepolicy": "app"}', '# $imagepolicy', 'a: "{\\"$imagepolicy\\": \\"a:b\\"}"'])(
    'are not seen in %s',
    (line) => {
      expect(marks(line)).toEqual([]);
    },
  );
});

describe('ciphertext of SOPS', () => {
  const cipher = 'ENC[AES256_GCM,data:abc==,iv:xx=,tag:yy==,type:str]';

  it.each([`a: ${cipher}`, `a: "${cipher}"`, `a: |\n  ${cipher}`])('is set off in %s', (line) => {
    const ours = tokenize(line).filter(({ scopes }) => scopes.includes('meta.encrypted.sops'));
    expect(ours.map(({ text }) => text).join('')).toBe(cipher);
    const data = ours.find(({ scopes }) => scopes.at(-1) === 'comment.block.ciphertext.sops');
    expect(data?.text).toBe('AES256_GCM,data:abc==,iv:xx=,tag:yy==,type:');
  });

  it('is not seen where nothing is encrypted', () => {
    expect(marks('a: ENC[x]')).toEqual([]);
  });
});

describe('package.json', () => {
  it('injects the marks into YAML and into the language of live objects', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { grammars: { scopeName: string; path: string; injectTo?: readonly string[] }[] };
    };
    const injected = contributes.grammars.filter(({ injectTo }) => injectTo !== undefined);
    expect(injected.map(({ scopeName }) => scopeName)).toEqual(['flux-text.injection', 'flux-comment.injection']);
    for (const { scopeName, path, injectTo } of injected) {
      expect(injectTo).toEqual(['source.yaml', 'source.flux-object']);
      expect(grammarFile(join(root, path)).scopeName).toBe(scopeName);
    }
  });
});
