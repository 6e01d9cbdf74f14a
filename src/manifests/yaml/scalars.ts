import type { YamlNode, YamlScalar } from './node.ts';

/** More nodes than this are not looked at: aliases are not followed, so a document has to be huge to hold them. */
const mostNodes = 400_000;

/** The scalars of a tree, keys too, in the order of the text. What aliases stand for is visited at its anchor only. */
export function scalarsIn(root: YamlNode | undefined): YamlScalar[] {
  const found: YamlScalar[] = [];
  let left = mostNodes;
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || --left < 0) return;
    if (node.type === 'scalar') found.push(node);
    else if (node.type === 'sequence') node.items.forEach(walk);
    else if (node.type === 'map') {
      for (const { key, value } of node.entries) {
        found.push(key);
        walk(value);
      }
    }
  };
  walk(root);
  return found;
}
