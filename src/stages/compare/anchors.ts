import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { asMap, asSequence, entryOf, type Path, type YamlNode } from '../../manifests/yaml/node.ts';

/** An anchored value that aliases use. */
export interface Anchor {
  readonly name: string;
  readonly uses: number;
}

/** More nodes than this are not looked at. */
const mostNodes = 100_000;

const kept = new WeakMap<DocumentContent, ReadonlyMap<YamlNode, Anchor>>();

/** The nodes of a document that aliases stand for. */
function anchorsOf(content: DocumentContent): ReadonlyMap<YamlNode, Anchor> {
  const known = kept.get(content);
  if (known !== undefined) return known;
  const found = new Map<YamlNode, Anchor>();
  let left = mostNodes;
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || --left < 0) return;
    if (node.type === 'alias') {
      if (node.target !== undefined)
        found.set(node.target, { name: node.name, uses: (found.get(node.target)?.uses ?? 0) + 1 });
    } else if (node.type === 'map') for (const { value } of node.entries) walk(value);
    else if (node.type === 'sequence') node.items.forEach(walk);
  };
  if (content.text.includes('*')) walk(content.root);
  kept.set(content, found);
  return found;
}

/** The anchor that the value at a path, or what it lies in, is used by elsewhere in its document. */
export function anchorAround(content: DocumentContent, path: Path): Anchor | undefined {
  const anchors = anchorsOf(content);
  if (anchors.size === 0) return undefined;
  let node: YamlNode | undefined = content.root;
  let found = node && anchors.get(node);
  for (const step of path) {
    node = typeof step === 'number' ? asSequence(node)?.items[step] : entryOf(asMap(node), step)?.value;
    if (node === undefined) break;
    found = anchors.get(node) ?? found;
  }
  return found;
}
