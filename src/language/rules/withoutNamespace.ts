import { buildsOf, type Build } from '../../manifests/kustomize/builds.ts';
import { effectiveKustomization } from '../../manifests/kustomize/effectiveFlux.ts';
import { componentsOf } from '../../manifests/kustomize/kustomizations.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { isFixture } from '../../manifests/kustomize/unbuilt.ts';
import { isAppliedHere } from '../../manifests/variables/substitution.ts';
import type { KustomizationSummary } from '../../manifests/workspace/fileSummary.ts';
import { isAllRead, type Workspace } from '../../manifests/workspace/workspace.ts';
import { asMap, entriesAt, entryOf, keyName, nodeAt, scalarAt } from '../../manifests/yaml/node.ts';
import { kindSchema } from '../../schema/schemaSet.ts';
import { severityOf } from '../codes.ts';
import { indentAt, lineBreakAt } from '../../manifests/edits/lines.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/**
 * Namespaced objects that get no namespace on their whole way to the cluster: kustomize-controller fails on them
 * ("namespace not specified", fluxcd/pkg, ssa/errors). Only where all that builds and applies the file is known, and what
 * applies that.
 */
export function withoutNamespace({ object, document, file, context: { workspace, schemas } }: Subject): Finding[] {
  const { node, apiVersion, kind } = object;
  const metadata = asMap(nodeAt(node, ['metadata']));
  const name = scalarAt(node, ['metadata', 'name']);
  if (metadata === undefined || name === undefined || entryOf(metadata, 'namespace') !== undefined) return [];
  if (isOpaque(kind) || kindSchema(schemas, apiVersion, kind)?.namespaced !== true) return [];
  if (!isAllRead(workspace) || isFixture(workspace, file.path) || isPassedOver(object.node)) return [];
  const builds = buildsOf(workspace, file.path);
  const [build] = builds;
  if (build?.applier === undefined || !builds.every((one) => isSureWithout(workspace, one))) return [];
  const supplied = suppliedFields(workspace, file.path, patchSubject(object));
  if (['metadata/namespace', '$patch', 'kind'].some((path) => supplied.has(path.split('/')))) return [];
  const code = 'missing-field';
  const message =
    `The ${kind} gets no namespace: none is written, and neither a kustomization nor spec.targetNamespace of Kustomization ` +
    `${build.applier.name} gives one, so that it fails ("namespace not specified"). Write metadata.namespace, or "namespace:" in a kustomization.`;
  const text = document.content.text;
  const at = name.span.end;
  const line = `${lineBreakAt(text, at)}${indentAt(text, metadata.entries[0]?.key.span.start ?? at)}namespace: `;
  const isLastOfLine = /^[ \t]*\r?(?:\n|$)/.test(text.slice(at, at + 200));
  const namespace = build.applier.namespace;
  const fixes =
    metadata.flow || !isLastOfLine || namespace === undefined || isOpaque(namespace)
      ? []
      : [
          {
            title: `Add "namespace: ${namespace}", as the Kustomization's`,
            edits: [{ span: { start: at, end: at }, text: line + namespace }],
          },
        ];
  return [{ code, severity: severityOf(code), message, span: name.span, fixes }];
}

/** Whether annotations keep the object from being applied. */
function isPassedOver(node: Subject['object']['node']): boolean {
  const all = ['annotations', 'labels'].flatMap((field) => entriesAt(node, ['metadata', field]));
  return all.some(({ key }) =>
    [
      'kustomize.toolkit.fluxcd.io/reconcile',
      'kustomize.toolkit.fluxcd.io/ssa',
      'config.kubernetes.io/local-config',
    ].includes(keyName(key)),
  );
}

/** Whether a build is sure to happen, and to give no namespace. */
function isSureWithout(workspace: Workspace, { steps, applier }: Build): boolean {
  if (applier === undefined || !takesFromHere(workspace, applier) || !isAppliedHere(workspace, applier)) return false;
  if (effectiveKustomization(workspace, applier)?.targetNamespace !== undefined) return false;
  const taken = [...withComponents(workspace, steps), ...componentsOf(workspace, applier)];
  if (taken.some((one) => one.namespace !== undefined || one.transforms)) return false;
  // They may also give the Kustomization a targetNamespace.
  const outer = buildsOf(workspace, applier.path).flatMap((build) => withComponents(workspace, build.steps));
  return !outer.some(({ transforms }) => transforms);
}

function withComponents(workspace: Workspace, steps: readonly KustomizationSummary[]): readonly KustomizationSummary[] {
  return steps.flatMap((step) => [step, ...componentsOf(workspace, step)]);
}
