import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src/language/context.ts';
import { contextOf, findingsIn, judgedFiles, workspaceOf } from '../judge.ts';

const root = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  path: ./clusters
  sourceRef: {kind: GitRepository, name: flux-system}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
`;

const apps = (postBuild: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
${postBuild}`;

const files = (postBuild: string, app: string, more: Record<string, string> = {}) => ({
  'clusters/root.yaml': root,
  'clusters/apps.yaml': apps(postBuild),
  'apps/app.yaml': app,
  ...more,
});

const app = (text: string, metadata = '') => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
${metadata}data:
  text: ${text}
`;

const substitute = '  postBuild: {substitute: {REGION: eu, CLUSTER: staging}}';

describe('undeclared variables', () => {
  it.each([
    ['declared or with a default', substitute, app('${REGION} ${CLUSTER^^} ${ZONE:=a} ${ZONE:-b} $${ZONE} $ZONE')],
    ['without a value', substitute, app('«${ZONE}¦undeclared-variable» «${#ZONE}¦undeclared-variable»')],
    ['in a block', substitute, app('|\n    one\n    «${ZONE}¦undeclared-variable»')],
    ['in a key and a comment', substitute, app('a\n  «${ZONE}¦undeclared-variable»: b # ${ZONE}')],
    ['without postBuild', '', app('${ZONE}')],
    ['of strategy Always', '  postBuild: {substituteStrategy: Always}', app('«${ZONE}¦undeclared-variable»')],
    [
      'in an object that is left out',
      substitute,
      app('${ZONE}', '  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n'),
    ],
    [
      'in one that a label leaves out',
      substitute,
      app('${ZONE}', '  labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n'),
    ],
    ['that are no expression', substitute, app('«${¦bad-substitution»{ x }} ${REGION} «${A¦bad-substitution».b}')],
  ])('%s', (_, postBuild, source) => {
    const given = files(postBuild, source);
    expect(judgedFiles(given)).toEqual(given);
  });

  const from = '  postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}, {kind: Secret, name: more}]}';
  const vars = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars}\ndata: {REGION: eu}\n';
  const more =
    'apiVersion: v1\nkind: Secret\nmetadata: {name: more}\nstringData: {TOKEN: "ENC[AES256_GCM,data:x]"}\nsops: {mac: x}\n';

  it('are looked for in ConfigMaps and encrypted Secrets', () => {
    const given = files(from, app('${REGION} ${TOKEN} «${ZONE}¦undeclared-variable»'), {
      'vars/vars.yaml': vars,
      'vars/more.yaml': more,
    });
    expect(judgedFiles(given)).toEqual(given);
  });

  it('are no findings where a source is not known', () => {
    const given = files(from, app('${REGION} ${TOKEN} ${ZONE}'), { 'vars/vars.yaml': vars });
    expect(judgedFiles(given)).toEqual(given);
  });

  it('are hints where only an optional source is not known', () => {
    const optional = from.replace('name: more', 'name: more, optional: true');
    const given = files(optional, app('${REGION} ${ZONE}'), { 'vars/vars.yaml': vars });
    const context = contextOf({ workspace: workspaceOf(given) });
    expect(findingsIn(given['apps/app.yaml'], context, '/repo/apps/app.yaml').map(({ severity }) => severity)).toEqual([
      'hint',
    ]);
  });

  it('are found where a parent patches the sources in', () => {
    const patched = root.replace(
      '  path:',
      "  patches: [{target: {kind: Kustomization}, patch: '[{op: add, path: /spec/postBuild, value: {substitute: {ZONE: a}}}]'}]\n  path:",
    );
    const given = { ...files('', app('${ZONE} «${REGION}¦undeclared-variable»')), 'clusters/root.yaml': patched };
    expect(judgedFiles(given)).toEqual(given);
  });

  it('belong to another repository where the source does', () => {
    const other = apps(substitute).replace(
      '{kind: GitRepository, name: flux-system}',
      '{kind: OCIRepository, name: other}',
    );
    const source =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: other, namespace: flux-system}\n';
    const given = { ...files('', app('${ZONE}')), 'clusters/apps.yaml': `${other}\n---\n${source}` };
    expect(judgedFiles(given)).toEqual(given);
  });

  const judge = (source: string, facts: Parameters<typeof contextOf>[0] = {}) => {
    const given = files(substitute, source);
    return findingsIn(source, contextOf({ workspace: workspaceOf(given), ...facts }), '/repo/apps/app.yaml');
  };

  it('are milder where substitution is not strict', () => {
    expect(judge(app('${ZONE}')).map(({ severity }) => severity)).toEqual(['error']);
    const lenient = { ...defaultSettings, strictSubstitution: false };
    expect(judge(app('${ZONE}'), { settings: lenient }).map(({ severity }) => severity)).toEqual(['warning']);
    const old = { ...defaultSettings, fluxVersion: '2.8' };
    expect(judge(app('${ZONE}'), { settings: old }).map(({ message }) => message)).toEqual([
      'Nothing declares the variable "ZONE" for Kustomization flux-system/apps, so it becomes empty. Declare it in spec.postBuild.substitute, or give it a default.',
    ]);
  });

  const installed = (version: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: kustomize-controller
  namespace: flux-system
  labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/version: ${version}}
`;

  it.each([
    ['v2.9.1', undefined, 'error'],
    ['v2.8.3', undefined, 'warning'],
    ['v2.8.3', '2.9', 'error'],
    ['v2.9.1', '2.8', 'warning'],
  ])('are judged by Flux %s of the workspace unless a version is set (%s)', (version, fluxVersion, expected) => {
    const workspace = workspaceOf(files(substitute, app('${ZONE}'), { 'clusters/gotk.yaml': installed(version) }));
    const settings = { ...defaultSettings, ...(fluxVersion !== undefined && { fluxVersion }) };
    expect(judge(app('${ZONE}'), { workspace, settings }).map(({ severity }) => severity)).toEqual([expected]);
  });

  it('are hints in CRDs where substitution is not strict', () => {
    const definition =
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec: {a: '${var}'}\n";
    const settings = { ...defaultSettings, strictSubstitution: false };
    const severities = judge(definition, { settings }).filter(({ code }) => code === 'undeclared-variable');
    expect(severities.map(({ severity }) => severity)).toEqual(['hint']);
  });

  it('are hints where nothing applies the Kustomization', () => {
    const source = app('${ZONE}');
    const unrooted = workspaceOf({ 'clusters/apps.yaml': apps(substitute), 'apps/app.yaml': source });
    expect(judge(source, { workspace: unrooted }).map(({ severity }) => severity)).toEqual(['hint']);
  });

  it('are mended in five ways', () => {
    const source = app('${REGIO}');
    const [finding] = judge(source);
    const after = finding?.fixes?.map(({ title, edits }) => {
      const [edit] = edits;
      if (edit === undefined) return [title];
      const text = source.slice(0, edit.span.start) + edit.text + source.slice(edit.span.end);
      return [title, text.replace(/^[^]*metadata:\n/, '')];
    });
    expect(after).toEqual([
      ['Change to "REGION"', '  name: web\ndata:\n  text: ${REGION}\n'],
      ['Declare "REGIO" in postBuild.substitute of flux-system/apps'],
      ['Give a default: "${REGIO:=default}"', '  name: web\ndata:\n  text: ${REGIO:=default}\n'],
      ['Keep as text: "$${REGIO}"', '  name: web\ndata:\n  text: $${REGIO}\n'],
      [
        'Substitute nothing in this object',
        '  annotations:\n    kustomize.toolkit.fluxcd.io/substitute: disabled\n  name: web\ndata:\n  text: ${REGIO}\n',
      ],
    ]);
  });
});
