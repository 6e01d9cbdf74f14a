import { describe, expect, test } from 'vitest';
import { format, outputs } from '../../../src/cli/output/outputs.ts';
import { printed } from '../../../src/cli/verdict.ts';
import { codeActions } from '../../../src/language/codeActions.ts';
import { complete } from '../../../src/language/complete/complete.ts';
import { documentLinks } from '../../../src/language/navigate/documentLinks.ts';
import { foldingRanges } from '../../../src/language/navigate/folding.ts';
import { hover } from '../../../src/language/hover/hover.ts';
import { lenses } from '../../../src/language/lens.ts';
import { prepareRename } from '../../../src/language/navigate/rename.ts';
import { symbols, type FileSymbol } from '../../../src/language/navigate/symbols.ts';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { completed } from '../../../src/manifests/workspace/workspace.ts';
import { knowing } from './helpContext.ts';

/** All of these are planted as values, and may be told nowhere. */
const canary = /c4nary|canaryword|CanaryWord|77777|0x12fd1|88888/i;

const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, path: ./clusters, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, url: https://example.org/fleet}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild:
    substitute: {other: x}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: flux-system}
spec:
  interval: 10m
  chart: {spec: {chart: web, sourceRef: {kind: GitRepository, name: flux-system}}}
  valuesFrom: [{kind: Secret, name: web}]
`;

const secret = (fields: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: flux-system}\n${fields}\n`;
const kustomization = (fields: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${fields}\n`;

const planted: Readonly<Record<string, string>> = {
  'a substitution that is none': secret('stringData:\n  password: a${c4nary!x"canaryword'),
  'a substitution without a name': secret('stringData:\n  password: a${!c4nary}'),
  'a variable within a value': secret('stringData:\n  password: a${CanaryWord}b'),
  'a variable of a mixed name': secret('stringData:\n  password: ${CanaryWord}'),
  'a default': secret(
    'stringData:\n  password: ${PASSWORD:=c4nary}\ndata:\n  other: ${OTHER:=c4nary}\n  next: ${OTHER:=88888}',
  ),
  'an alias': secret('stringData:\n  password: *c4nary'),
  'an odd alias': secret('stringData:\n  password: *canaryword"c4nary"'),
  'a tag': secret('stringData:\n  password: !c4nary x'),
  'an anchor': secret('stringData:\n  password: &c4nary &CanaryWord x'),
  'a header': secret('stringData:\n  password: |canaryword\n    x'),
  'an escape': secret('stringData:\n  password: "\\c4nary"'),
  'a quote': secret('stringData:\n  password: "c4nary'),
  numbers: secret('stringData:\n  password: 77777\n  other: 0x12fd1\n  next: 88888e999\ndata:\n  password: 77777'),
  'lists and maps': secret('stringData:\n  password: [c4nary]\n  other: {c4nary: canaryword}\n  next: {77777: x}'),
  'no map': secret('stringData: c4nary\ndata: 77777'),
  'no key': secret('stringData:\n  a: b\n  c4nary\n'),
  'no base64': secret('data:\n  password: c4nary!'),
  'misspelled fields': secret('stringdata:\n  password: c4nary\nDate:\n  password: 77777'),
  'a Secret of old': secret('type: Opaque\nimmutable: "true"\nstringData: {a: c4nary, a: c4nary}'),
  'what was applied': secret('stringData: {a: b}').replace(
    'metadata: {',
    'metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: c4nary}, ',
  ),
  'values of a chart': secret(
    'stringData:\n  values.yaml: |\n    a: *c4nary\n    b: !c4nary x\n    c: |canaryword\n  x.yaml: |\n    a: "c4nary\n    # sluice-ignore c4nary: x',
  ),
  'what aliases repeat': secret('stringData:\n  password: &x 77777\nimmutable: *x\ntype: *x'),
  'what is anchored elsewhere':
    secret('x: &x c4nary\nstringData:\n  password: *x\n').replace('metadata: {', 'metadata: {labels: {a: &y 77777}, ') +
    'data: {a: *y}\n',
  'a List': `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n    metadata: {name: a}\n    stringData: {a: 'a\${c4nary!'}\n`,
  'what SOPS has encrypted': secret(
    'data:\n  a: ENC[AES256_GCM,data:c4nary]\nsops: {mac: "ENC[c4nary]", lastmodified: x}',
  ),
  'a generator': kustomization(
    'secretGenerator:\n  - name: a\n    literals: 77777\n  - name: b\n    literals: [77777, a=c4nary, a=c4nary]\n  - name: c\n    envs: [PASSWORD=c4nary]\n    env: A=c4nary\n  - c4nary',
  ),
  'a generator that is none': kustomization('secretGenerator: 77777'),
  'a patch': kustomization(
    'patches:\n  - patch: |\n      apiVersion: v1\n      kind: Secret\n      metadata: {name: a}\n      stringData: {a: *c4nary, b: 77777, c: ${CanaryWord}}',
  ),
  'a patch for a target': kustomization(
    'patches:\n  - target: {kind: Secret}\n    patch: |\n      stringData: {a: *c4nary, b: 77777}\n  - target: {kind: Secret}\n    patch: |\n      - op: add\n        path: /stringData/a\n        value: 77777\n      - op: add\n        path: /stringData/a\n        value: *c4nary',
  ),
  'a patch that cannot be read': kustomization(
    'patches:\n  - patch: |\n      apiVersion: v1\n      kind: Secret\n      stringData: {a: "c4nary',
  ),
  'a JSON patch':
    '- op: add\n  path: /stringData/a\n  value: *c4nary\n- op: replace\n  path: /data/b\n  value: !c4nary x\n',
  'a template':
    'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: a, namespace: b}\nspec:\n  resources:\n    - apiVersion: v1\n      kind: Secret\n      metadata: {name: a}\n      stringData: {a: 77777, b: *c4nary}\n',
};

describe.each(Object.entries(planted))('of %s nothing is told by', (_, text) => {
  const name = text.includes('kustomize.config') ? 'kustomization.yaml' : 'secret.yaml';
  const path = `apps/${name}`;
  const known = knowing({ 'clusters/flux.yaml': flux, [path]: text });
  const context = { ...known, workspace: completed(known.workspace) };
  const file = readManifest(`/repo/${path}`, text);
  const offsets = Array.from({ length: text.length + 1 }, (_item, at) => at);
  const findings = validateFile(file, context);

  test('findings and their fixes', () => {
    const told = findings.map(({ message, fixes, related, code }) => [
      code,
      message,
      fixes?.map(({ title }) => title),
      related?.map((one) => one.message),
    ]);
    expect(JSON.stringify(told)).not.toMatch(canary);
  });

  test('actions', () => {
    const titles = codeActions(file, findings, { start: 0, end: text.length }).map(({ title }) => title);
    expect(titles.join('\n')).not.toMatch(canary);
  });

  test('the command line', () => {
    const verdict = {
      files: 1,
      unread: [],
      unevaluatedRules: [],
      findings: findings.map((finding) => printed(finding, path, file.lines)),
    };
    const facts = { version: '1.0.0', page: undefined, folder: '/repo' };
    expect(outputs.map((output) => format(output, verdict, facts)).join('\n')).not.toMatch(canary);
  });

  test('the outline, lenses, links, folds', () => {
    const named = ({ name: own, detail, children }: FileSymbol): unknown => [own, detail, children.map(named)];
    const told = [
      symbols(file).map(named),
      lenses(file, context, { commands: [], now: 0 }),
      documentLinks(file, context),
      foldingRanges(file),
    ];
    expect(JSON.stringify(told)).not.toMatch(canary);
  });

  test('hovers', () => {
    const told = new Set(offsets.map((offset) => hover(file, offset, context)?.markdown ?? ''));
    expect([...told].join('\n')).not.toMatch(canary);
  });

  test('completions', () => {
    const typed = readManifest(file.path, text.replace(/(stringData|patches|secretGenerator):/, 'x: ${\n$1:'));
    const at = typed.text.indexOf('x: ${\n') + 5;
    const alone = knowing({ [path]: text });
    const items = [
      ...offsets.flatMap((offset) => complete(file, offset, context).items),
      ...(at < 5 ? [] : complete(typed, at, alone).items),
    ];
    expect([...new Set(items.map(({ label, detail }) => `${label} ${detail ?? ''}`))].join('\n')).not.toMatch(canary);
  });

  test('renaming', () => {
    expect(JSON.stringify(offsets.map((offset) => prepareRename(file, offset, context)))).not.toMatch(canary);
  });
});

test('a value that is no more than a variable is told, as it has to be declared', () => {
  const text = secret('stringData:\n  password: ${DB_PASSWORD}\n  other: "a${DB_PASSWORD}"');
  const known = knowing({ 'clusters/flux.yaml': flux, 'apps/secret.yaml': text });
  const file = readManifest('/repo/apps/secret.yaml', text);
  const findings = validateFile(file, { ...known, workspace: completed(known.workspace) });
  expect(findings.filter(({ code }) => code === 'undeclared-variable').map(({ message }) => message)).toEqual([
    'Nothing declares the variable "DB_PASSWORD" for Kustomization flux-system/apps, so its build fails. Declare it in spec.postBuild.substitute, or give it a default.',
    'Nothing declares the variable "…" for Kustomization flux-system/apps, so its build fails. Declare it in spec.postBuild.substitute, or give it a default.',
  ]);
});
