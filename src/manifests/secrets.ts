import type { DocumentContent } from './manifestFile.ts';
import { embeddedDocuments } from './yaml/embedded.ts';
import { secretsOf } from './secretValues.ts';
import { resolved, type Span, type YamlAlias, type YamlNode } from './yaml/node.ts';

/** A stretch of a document that nobody may quote. The span counts from the document's start. */
export interface SecretStretch {
  readonly span: Span;
  /** All that the stretch says: as it is written and as it is read, with what its aliases stand for. */
  readonly text: string;
}

/** Documents without any of these hold no secrets that could be told from other text. */
const mayHold = /Secret|secretGenerator|stringData|ENC\[|\/data\b|^data:/m;

/** A text that may hold a Secret, written as YAML or JSON. */
const mayHoldSecret = /["']?kind["']?\s*:\s*["']?Secret(?!\w)|stringData/;

/** A value that is one variable, named as variables are by custom. A mixed name may be a piece of a password. */
const onlyVariable = /^\$\{(?:[A-Z][A-Z0-9_]*|[a-z][a-z0-9]*(?:_[a-z0-9]+)*)\}$/;

/** Documents within documents are followed this deep, and so many nodes are looked at. */
const deepest = 3;
const mostNodes = 400_000;

/** Stretches by their starts, each with how far it or an earlier one reaches. */
type Found = readonly (SecretStretch & { readonly reach: number })[];

const kept = new WeakMap<DocumentContent, Found>();

/**
 * The values of Secrets that a stretch of a document touches: of objects and patches of the kind, in Lists, templates and
 * inline patches too; of a kustomization's secretGenerator; what SOPS has encrypted; and what aliases repeat of these. A
 * value that is no more than a variable, as `${DB_PASSWORD}`, only names its value and is none.
 */
export function secretsAt(content: DocumentContent, span: Span): readonly SecretStretch[] {
  const all = secretsOfDocument(content);
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.reach ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const found: SecretStretch[] = [];
  for (let secret = all[low]; secret !== undefined && secret.span.start <= span.end; secret = all[++low]) {
    if (touches(secret.span, span)) found.push(secret);
  }
  return found;
}

/** Whether a stretch of a document may stand in messages, titles and the like: it touches no value of a Secret. */
export function mayQuote(content: DocumentContent, span: Span): boolean {
  return secretsAt(content, span).length === 0;
}

function secretsOfDocument(content: DocumentContent): Found {
  const known = kept.get(content);
  if (known !== undefined) return known;
  const stretches = mayHold.test(content.text) ? stretchesIn(content, 0) : [];
  let reach = 0;
  const found = stretches
    .toSorted((one, other) => one.span.start - other.span.start)
    .map((stretch) => ({ ...stretch, reach: (reach = Math.max(reach, stretch.span.end)) }));
  kept.set(content, found);
  return found;
}

/** Whether two stretches share a character, or an empty one lies within the other or at its border. */
function touches(one: Span, other: Span): boolean {
  if (one.start === one.end || other.start === other.end) return one.start <= other.end && other.start <= one.end;
  return one.start < other.end && other.start < one.end;
}

function stretchesIn({ root, text }: DocumentContent, depth: number): SecretStretch[] {
  const secrets = new Set<YamlNode>();
  const inner: SecretStretch[] = [];
  const aliases: YamlAlias[] = [];
  let left = mostNodes;

  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || --left < 0) return;
    if (node.type === 'alias') aliases.push(node);
    else if (node.type === 'sequence') node.items.forEach(walk);
    else if (node.type === 'map') {
      for (const secret of secretsOf(node, text)) secrets.add(secret);
      for (const { value } of node.entries) walk(value);
    } else if (node.text.startsWith('ENC[')) secrets.add(node);
    else if (depth < deepest && mayHoldSecret.test(node.text)) for (const one of embedded(node)) inner.push(one);
  };
  const embedded = (scalar: YamlNode & { readonly type: 'scalar' }): SecretStretch[] =>
    embeddedDocuments(text, scalar).flatMap(({ content, outer }) =>
      // What cannot be read well enough to tell values from the rest is hidden as a whole.
      content.problems.length > 0
        ? [stretchOf(scalar, text)]
        : stretchesIn(content, depth + 1).map((one) => ({ ...one, span: outer(one.span) })),
    );

  walk(root);
  for (const node of secrets) if (node.type === 'alias' && node.target !== undefined) secrets.add(node.target);
  const own = [...secrets].filter(({ type, span }) => type === 'alias' || !isVariable(text, span));
  const hidden = nodesWithin(own);
  const repeated = aliases.filter(({ target }) => target !== undefined && hidden.has(target));
  return [...new Set([...own, ...repeated])].map((node) => stretchOf(node, text)).concat(inner);
}

function nodesWithin(nodes: readonly YamlNode[]): ReadonlySet<YamlNode> {
  const found = new Set<YamlNode>();
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || found.has(node) || found.size > mostNodes) return;
    found.add(node);
    if (node.type === 'sequence') node.items.forEach(walk);
    else if (node.type === 'map') for (const { value } of node.entries) walk(value);
  };
  nodes.forEach(walk);
  return found;
}

function isVariable(text: string, { start, end }: Span): boolean {
  return onlyVariable.test(text.slice(start, end).replaceAll(/^["']|["']$/g, ''));
}

function stretchOf(node: YamlNode, text: string): SecretStretch {
  const target = resolved(node);
  const spans = target === undefined || target === node ? [node.span] : [node.span, target.span];
  const written = spans.map(({ start, end }) => text.slice(start, end));
  const read = target?.type === 'scalar' ? [target.text, String(target.value)] : [];
  return { span: node.span, text: [...written, ...read].join('\n') };
}
