import { kinds } from '../../flux/kinds.ts';
import { embeddedDocuments } from '../../manifests/yaml/embedded.ts';
import { asScalar, entriesAt, keyName } from '../../manifests/yaml/node.ts';
import { referencesTo } from '../../manifests/workspace/objects.ts';
import type { Finding } from '../finding.ts';
import { mapped } from '../place.ts';
import { yamlProblems } from '../verdict/yamlProblems.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/**
 * Helm values that a ConfigMap or Secret holds as text and a HelmRelease takes by valuesFrom: they have to be YAML. The
 * keys are those that valuesFrom's default means and others of YAML files.
 */
export function valuesTexts({ object, document, context: { workspace } }: Subject): Finding[] {
  if ((object.kindId !== '/ConfigMap' && object.kindId !== '/Secret') || object.name === undefined) return [];
  const texts = [...entriesAt(object.node, ['data']), ...entriesAt(object.node, ['stringData'])].filter(
    ({ key, value }) => /\.ya?ml$/.test(keyName(key)) && asScalar(value)?.style === 'literal',
  );
  if (texts.length === 0 || !isTakenAsValues(workspace, object.kindId, object.name)) return [];
  return texts.flatMap(({ value }) => {
    const scalar = asScalar(value);
    if (scalar === undefined || isOpaque(scalar.text)) return [];
    return embeddedDocuments(document.content.text, scalar).flatMap(({ content, outer }) =>
      yamlProblems(content).map((finding) => mapped(finding, outer)),
    );
  });
}

function isTakenAsValues(
  workspace: Subject['context']['workspace'],
  kindId: '/ConfigMap' | '/Secret',
  name: string,
): boolean {
  return referencesTo(workspace, kindId, name).some(
    ({ object, reference }) => object.kindId === kinds.helmRelease && reference.path.includes('valuesFrom'),
  );
}
