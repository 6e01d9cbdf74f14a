import { kindSchema } from '../../schema/schemaSet.ts';
import { kinds } from '../../flux/kinds.ts';
import { embeddedDocuments } from '../../manifests/yaml/embedded.ts';
import { objectsIn, type ManifestObject } from '../../manifests/manifestObject.ts';
import { asSequence, nodeAt, scalarAt, type YamlMap } from '../../manifests/yaml/node.ts';
import type { SchemaSet } from '../../schema/schema.ts';
import type { Finding } from '../finding.ts';
import { mapped } from '../place.ts';
import { judgeStructure } from './structure.ts';
import { yamlProblems } from './yamlProblems.ts';

/**
 * Judges the objects that a ResourceSet or one of its steps holds, written as YAML (`resources`) or as text
 * (`resourcesTemplate`). Templates make fields and whole objects, so only known fields and types count, and a text is
 * judged only where it is YAML before its templates are. `text` is what the spans count in.
 */
export function judgeResourceSet(object: YamlMap, kindId: string, text: string, schemas: SchemaSet): Finding[] {
  if (kindId !== kinds.resourceSet) return [];
  const steps = asSequence(nodeAt(object, ['spec', 'steps']))?.items ?? [];
  return [nodeAt(object, ['spec']), ...steps].flatMap((holder) => {
    const resources = asSequence(nodeAt(holder, ['resources']))?.items ?? [];
    const template = scalarAt(holder, ['resourcesTemplate']);
    const written = resources.flatMap((item) => judgeObjects(objectsIn(item), schemas));
    if (template === undefined) return written;
    const documents = embeddedDocuments(text, template).filter(({ content }) => yamlProblems(content).length === 0);
    const inner = documents.flatMap(({ content, outer }) =>
      judgeObjects(content.objects, schemas).map((finding) => mapped(finding, outer)),
    );
    return [...written, ...inner];
  });
}

function judgeObjects(objects: readonly ManifestObject[], schemas: SchemaSet): Finding[] {
  return objects.flatMap(({ node, apiVersion, kind }) => {
    const schema = kindSchema(schemas, apiVersion, kind);
    return schema === undefined ? [] : judgeStructure(node, schema, 'patch');
  });
}
