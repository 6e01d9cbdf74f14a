import { kindSchema } from '../../schema/schemaSet.ts';
import { isEncrypted, type Role } from '../../manifests/role.ts';
import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { asMap, keyName, type YamlMap, type YamlNode } from '../../manifests/yaml/node.ts';
import type { KindSchema, SchemaSet } from '../../schema/schema.ts';
import type { Finding } from '../finding.ts';
import { judgeKustomizationPatches, judgeObjectPatches, judgePatch } from '../patches/inlinePatches.ts';
import { judgeResourceSet } from './resourceSet.ts';
import { judgeStructure, type Given } from './structure.ts';

/** What a document's own verdict depends on, besides its content. */
export interface VerdictFacts {
  readonly role: Role;
  readonly schemas: SchemaSet;
  /** The fields that patches give to each object, in the order of the content's objects. */
  readonly supplied: readonly Given[];
}

const kept = new WeakMap<DocumentContent, { readonly facts: VerdictFacts; readonly findings: readonly Finding[] }>();

/**
 * What schemas say of a document. The verdict of a content is kept as long as its facts are the same, so that a change
 * in another document costs nothing here.
 */
export function documentVerdict(content: DocumentContent, facts: VerdictFacts): readonly Finding[] {
  const known = kept.get(content);
  if (known !== undefined && sameFacts(known.facts, facts)) return known.findings;
  const findings = judgeDocument(content, facts);
  kept.set(content, { facts, findings });
  return findings;
}

function sameFacts(one: VerdictFacts, other: VerdictFacts): boolean {
  if (one.role !== other.role || one.schemas !== other.schemas) return false;
  return one.supplied.every(({ paths }, index) => sameSet(paths, other.supplied[index]?.paths));
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string> | undefined): boolean {
  return one === other || (one.size === other?.size && [...one].every((path) => other.has(path)));
}

function judgeDocument(content: DocumentContent, { role, schemas, supplied }: VerdictFacts): Finding[] {
  const { root, text, objects } = content;
  const map = asMap(root);
  const facts = { text, schemas };
  switch (role) {
    case 'object': {
      const encrypted = isEncrypted(content);
      return objects.flatMap(({ node, apiVersion, kind, kindId }, index) => {
        const schema = find(schemas, apiVersion, kind);
        const plain = encrypted ? without(node, 'sops') : node;
        const found = schema === undefined ? [] : judgeStructure(plain, schema, 'object', supplied[index]);
        return [...found, ...judgeObjectPatches(node, kindId, facts), ...judgeResourceSet(node, kindId, text, schemas)];
      });
    }
    case 'kustomization':
    case 'component': {
      if (map === undefined) return [];
      const schema = kustomizationSchema(schemas, role);
      const found = schema === undefined ? [] : judgeStructure(map, schema, 'patch');
      const counted = found.filter((one) => !differsInCase(one, text)).map((one) => asOverridden(one, text));
      return [...counted, ...judgeKustomizationPatches(map, facts)];
    }
    case 'patch':
    case 'jsonPatch':
      return root === undefined ? [] : judgePatch(withoutSops(root, content), text, undefined, schemas);
    case 'helmTemplate':
    case 'values':
    case 'kustomizeConfig':
    case 'empty':
    case 'other':
      return [];
  }
}

/** A kustomization needs neither apiVersion nor kind, nor any field; so it is judged as a part of one. */
function kustomizationSchema(schemas: SchemaSet, role: 'kustomization' | 'component'): KindSchema | undefined {
  const group = 'kustomize.config.k8s.io';
  return role === 'component'
    ? schemas.find(group, 'v1alpha1', 'Component')
    : schemas.find(group, 'v1beta1', 'Kustomization');
}

function find(schemas: SchemaSet, apiVersion: string, kind: string): KindSchema | undefined {
  return kindSchema(schemas, apiVersion, kind);
}

function withoutSops(root: YamlNode, content: DocumentContent): YamlNode {
  return root.type === 'map' && isEncrypted(content) ? without(root, 'sops') : root;
}

/** Kustomize reads the names of fields without regard to case, as Go's encoding/json does. */
function differsInCase({ code, fixes }: Finding, text: string): boolean {
  if (code !== 'unknown-field') return false;
  return (fixes ?? []).some(({ edits }) =>
    edits.some((edit) => edit.text.toLowerCase() === text.slice(edit.span.start, edit.span.end).toLowerCase()),
  );
}

/** Of a key that is set twice kustomize takes the last one, as its reader is not strict (its types/kustomization.go). */
function asOverridden(finding: Finding, text: string): Finding {
  if (finding.code !== 'duplicate-key') return finding;
  const key = text.slice(finding.span.start, finding.span.end);
  const message = `"${key}" is set twice in the same map; kustomize takes the last one. Remove one.`;
  return { ...finding, severity: 'warning', message };
}

function without(map: YamlMap, name: string): YamlMap {
  return { ...map, entries: map.entries.filter(({ key }) => keyName(key) !== name) };
}
