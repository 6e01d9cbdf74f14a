import { kinds } from '../../flux/kinds.ts';
import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { asMap, entriesAt, entryOf, keyName, nodeAt, scalarAt } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import { indentAt } from '../edits.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/** Fields that the API server takes and the controller refuses. */
export function refusedFields(subject: Subject): Finding[] {
  switch (subject.object.kindId) {
    case kinds.kustomization:
      return variableNames(subject);
    case kinds.helmRepository:
      return ociType(subject);
    case kinds.imageRepository:
      return imageScheme(subject);
    default:
      return [];
  }
}

/** Names that Flux does not substitute (fluxcd/pkg, kustomize_varsub.go): one of them fails the whole build. */
function variableNames({ object }: Subject): Finding[] {
  const code = 'bad-substitution';
  return entriesAt(object.node, ['spec', 'postBuild', 'substitute']).flatMap(({ key }) => {
    const name = keyName(key);
    if (isOpaque(name) || /^[_A-Za-z]\w*$/.test(name)) return [];
    const message =
      `A variable cannot be named "${name}": letters, digits and "_" are allowed, and no digit at the beginning. ` +
      'The build fails on it; rename it here and where it is used.';
    return [{ code, severity: severityOf(code), message, span: key.span }];
  });
}

/** A HelmRepository fetches an index over HTTP unless it says that it is a registry (source-controller, helmrepository_controller.go). */
function ociType({ object, document, file, context }: Subject): Finding[] {
  const url = scalarAt(object.node, ['spec', 'url']);
  const spec = asMap(nodeAt(object.node, ['spec']));
  const entry = spec === undefined ? undefined : entryOf(spec, 'url');
  if (spec === undefined || entry === undefined || url?.text.startsWith('oci://') !== true) return [];
  if (entryOf(spec, 'type') !== undefined) return [];
  if (suppliedFields(context.workspace, file.path, patchSubject(object)).has(['spec', 'type'])) return [];
  const code = 'missing-field';
  const start = entry.key.span.start;
  const text = spec.flow ? 'type: oci, ' : `type: oci\n${indentAt(document.content.text, start)}`;
  const fixes = [{ title: 'Add "type: oci"', edits: [{ span: { start, end: start }, text }], preferred: true }];
  const message =
    'HelmRepository.spec needs "type: oci" for a URL that begins with "oci://"; without it Flux cannot fetch.';
  return [{ code, severity: severityOf(code), message, span: url.span, fixes }];
}

/** An image is named without a scheme (image-reflector-controller, imagerepository_controller.go). */
function imageScheme({ object }: Subject): Finding[] {
  const image = scalarAt(object.node, ['spec', 'image']);
  const scheme = /^[a-z]+:\/\//.exec(image?.text ?? '')?.[0];
  if (image === undefined || scheme === undefined) return [];
  const code = 'pattern';
  const text = image.text.slice(scheme.length);
  const fixes = [{ title: `Remove "${scheme}"`, edits: [{ span: image.span, text }], preferred: true }];
  const message = `spec.image is "${image.text}", but must be an image without a scheme. Remove "${scheme}".`;
  return [{ code, severity: severityOf(code), message, span: image.span, fixes }];
}
