import { foundAt } from '../../manifests/edits/innermost.ts';
import { itemWith } from '../../manifests/edits/insert.ts';
import { placedAt } from '../../manifests/edits/nodesAround.ts';
import { replaceScalar } from '../../manifests/edits/replaceScalar.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Path, Span, YamlScalar } from '../../manifests/yaml/node.ts';
import type { Difference } from '../terms/difference.ts';
import { addField } from './addField.ts';
import type { PlanContext } from './context.ts';
import { counterpart } from './counterpart.ts';
import type { Drafts } from './drafts.ts';
import type { Chosen } from './sharing.ts';

/** Whether two differences are the tag and the digest of one image: one without the other means another image. */
export function areOfOneImage(one: Difference, other: Difference): boolean {
  return (
    one !== other &&
    one.version !== undefined &&
    other.version !== undefined &&
    isPart(one) &&
    isPart(other) &&
    imageOf(one) === imageOf(other)
  );
}

/** Whether a version is an image's tag or digest, which may lack one of both. */
export function isPart({ id, version }: Difference): boolean {
  return version !== undefined && /#(?:tag|digest)$/.test(id);
}

/** An edit of a file, as it is now. */
interface PlacedEdit {
  readonly path: string;
  readonly edit: TextEdit;
}

/**
 * Adds the tag or digest that the target's image lacks: beside the other one in an entry of `images:`, where that is where the
 * target or the source writes it, else within the text of the image.
 */
export function addPart(
  context: PlanContext,
  drafts: Drafts,
  difference: Difference,
  text: string,
  siblings: readonly Chosen[],
): PlacedEdit | undefined {
  const key = text.startsWith('sha256:') ? 'digest' : 'newTag';
  const sibling = siblings.map(({ difference: one }) => one).find((one) => areOfOneImage(one, difference))?.target;
  if (sibling !== undefined && sibling.path.at(-2) !== undefined && isRuleKey(sibling.path)) {
    const { path, span } = sibling.place;
    const file = drafts.manifest(path);
    const edit = file && intoRule(file, sibling.path.slice(0, -1), drafts.spanNow(path, span) ?? span, key, text);
    return edit && { path, edit };
  }
  return (
    (difference.source !== undefined && isRuleKey(difference.source.path)
      ? besideSource(context, drafts, difference, key, text)
      : undefined) ?? intoImage(drafts, difference, text)
  );
}

function isRuleKey(path: Path): boolean {
  const [list, , key] = path;
  return list === 'images' && (key === 'newTag' || key === 'digest');
}

function intoRule(file: ManifestFile, path: Path, span: Span, key: string, text: string): TextEdit | undefined {
  return addField(file, path, span, { missing: [key], json: text });
}

/** The entry for the same image in the target's kustomization that stands for the source's. */
function besideSource(
  { from, to }: PlanContext,
  drafts: Drafts,
  { source }: Difference,
  key: string,
  text: string,
): PlacedEdit | undefined {
  if (source === undefined) return undefined;
  const path = counterpart(source.place.path, from.stage, to.stage);
  const root = from.manifest(source.place.path)?.documents[0]?.content.root;
  const name = placedAt(root, [...source.path.slice(0, -1), 'name'])?.node;
  if (path === undefined || path === source.place.path || name?.type !== 'scalar') return undefined;
  const file = drafts.manifest(path);
  const list = placedAt(file?.documents[0]?.content.root, ['images']);
  const item = list && itemWith(list, 'name', name.text);
  if (file === undefined || item === undefined) return undefined;
  const edit = intoRule(file, item.path, item.node.span, key, text);
  return edit && { path, edit };
}

/** Puts `:tag` or `@digest` into the text of an image. */
function intoImage(drafts: Drafts, { nearest, version }: Difference, text: string): PlacedEdit | undefined {
  if (nearest === undefined || version?.of === 'kustomizeImage' || nearest.missing.length !== 1) return undefined;
  const { path, span } = nearest.place;
  const [step] = nearest.missing;
  const file = drafts.manifest(path);
  const found = file && foundAt(file, drafts.spanNow(path, span) ?? span, nearest.path);
  if (found === undefined || typeof step !== 'string') return undefined;
  const { document } = found;
  const place = placedAt(document.content.root, [...nearest.path, step]);
  if (place?.node.type !== 'scalar') return undefined;
  const value = withPart(place.node, text);
  const to = { document: document.content.text, scalar: place.node, inFlow: place.inFlow };
  const edit = value === undefined ? undefined : replaceScalar(to, { value, text: value });
  const placed = edit && document.toFile(edit, [{ path: place.path, value: value ?? null }]);
  return placed && { path, edit: placed };
}

function withPart({ text }: YamlScalar, part: string): string | undefined {
  const at = text.indexOf('@');
  if (part.startsWith('sha256:')) return at < 0 ? `${text}@${part}` : undefined;
  const name = at < 0 ? text : text.slice(0, at);
  if (/:[^/]*$/.test(name)) return undefined;
  return `${name}:${part}${at < 0 ? '' : text.slice(at)}`;
}

/** What the ids of an image's parts have in common: Helm values write them in fields of their own. */
function imageOf({ id }: Difference): string {
  return id.replace(/(?:\.(?:tag|digest))?#(?:tag|digest)$/, '');
}
