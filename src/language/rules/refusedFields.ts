import { kinds } from '../../flux/kinds.ts';
import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { asMap, entriesAt, entryOf, keyName, nodeAt, scalarAt, type YamlScalar } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import { indentAt } from '../../manifests/edits/lines.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import { scalarText } from '../../manifests/edits/scalarText.ts';
import { refusedExpressions } from './refusedExpressions.ts';
import { refusedVersions } from './refusedVersions.ts';
import type { Subject } from './subject.ts';

/** Fields that the API server takes and the controller refuses. */
export function refusedFields(subject: Subject): Finding[] {
  switch (subject.object.kindId) {
    case kinds.kustomization:
      return [...variableNames(subject), ...refusedExpressions(subject)];
    case kinds.helmRelease:
      return refusedExpressions(subject);
    case kinds.helmRepository:
      return repositoryType(subject);
    case kinds.imageRepository:
      return imageName(subject);
    case kinds.imagePolicy:
    case kinds.gitRepository:
    case kinds.ociRepository:
      return refusedVersions(subject);
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

/**
 * A HelmRepository's type and the scheme of its URL tell the same (source-controller, helmrepository_controller.go and
 * helmchart_controller.go): `oci://` is refused without `type: oci`, and any other scheme with it.
 */
function repositoryType({ object, document, file, context }: Subject): Finding[] {
  const url = scalarAt(object.node, ['spec', 'url']);
  const spec = asMap(nodeAt(object.node, ['spec']));
  const entry = spec === undefined ? undefined : entryOf(spec, 'url');
  if (url === undefined || spec === undefined || entry === undefined) return [];
  const given = suppliedFields(context.workspace, file.path, patchSubject(object));
  if (given.has(['spec', 'type']) || given.has(['spec', 'url'])) return [];
  const written = entryOf(spec, 'type');
  const type = scalarAt(object.node, ['spec', 'type']);
  const isOci = url.text.startsWith('oci://');
  if (type?.text === 'oci' && /^https?:\/\//.test(url.text)) return [schemeFor(url)];
  if (type?.text === 'default' && isOci) return [typeFor(type)];
  if (!isOci || written !== undefined) return [];
  const code = 'missing-field';
  const start = entry.key.span.start;
  const text = spec.flow ? 'type: oci, ' : `type: oci\n${indentAt(document.content.text, start)}`;
  const fixes = [{ title: 'Add "type: oci"', edits: [{ span: { start, end: start }, text }], preferred: true }];
  const message =
    'HelmRepository.spec needs "type: oci" for a URL that begins with "oci://"; without it Flux cannot fetch.';
  return [{ code, severity: severityOf(code), message, span: url.span, fixes }];
}

function schemeFor({ text, span }: YamlScalar): Finding {
  const code = 'pattern';
  const changed = text.replace(/^https?/, 'oci');
  const fixes = [{ title: `Change to "${changed}"`, edits: [{ span, text: scalarText(changed) }], preferred: true }];
  const message =
    `spec.url is "${text}", but must begin with "oci://" for "type: oci": Flux fetches no chart from it. ` +
    'Change the scheme, or remove the type where it is no registry.';
  return { code, severity: severityOf(code), message, span, fixes };
}

function typeFor({ span }: YamlScalar): Finding {
  const code = 'not-allowed';
  const fixes = [{ title: 'Change to "oci"', edits: [{ span, text: 'oci' }], preferred: true }];
  const message = 'spec.type is "default", but must be "oci" for a URL that begins with "oci://"; Flux cannot fetch.';
  return { code, severity: severityOf(code), message, span, fixes };
}

/** An image is named without a scheme (image-reflector-controller, internal/registry/helper.go). */
function imageName({ object, file, context }: Subject): Finding[] {
  const image = scalarAt(object.node, ['spec', 'image']);
  const scheme = /^[A-Za-z][\w+.-]*:\/\//.exec(image?.text ?? '')?.[0];
  if (image === undefined || scheme === undefined) return [];
  if (suppliedFields(context.workspace, file.path, patchSubject(object)).has(['spec', 'image'])) return [];
  const code = 'pattern';
  const text = image.text.slice(scheme.length);
  const fixes = [{ title: `Remove "${scheme}"`, edits: [{ span: image.span, text }], preferred: true }];
  const message = `spec.image is "${image.text}", but must be an image without a scheme. Remove "${scheme}".`;
  return [{ code, severity: severityOf(code), message, span: image.span, fixes }];
}
