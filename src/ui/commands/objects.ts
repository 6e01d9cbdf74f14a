import { contextOf } from '../../cluster/session/sessionState.ts';
import { matchDeclaration } from '../../flux/declaration.ts';
import type { ObjectKey } from '../../flux/object.ts';
import type { RankedObject } from '../../tree/counts.ts';
import { parsePathId } from '../../tree/pathId.ts';
import { objectNameOf } from '../objectName.ts';
import { texts } from '../texts.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';
import { objectAtCursor, type ManifestObject } from './manifest.ts';
import { pickObject } from './objectPick.ts';
import { whenSettled } from './settled.ts';
import type { CommandTarget } from './table.ts';

/** For which objects a command can be used, and how its pick is titled. */
export interface ObjectQuestion {
  readonly title: string;
  readonly accepts: (ranked: RankedObject) => boolean;
  readonly none: string;
}

/**
 * The objects that a command is meant for: the selected rows; or the object whose lens was clicked or that the document
 * declares at its cursor; or, from the palette, what the person picks, with the open file's object on top. Empty if the person picked none.
 * Connects first if nothing was asked of the session yet.
 */
export async function chooseObjects(
  context: CommandContext,
  target: CommandTarget,
  question: ObjectQuestion,
): Promise<readonly ObjectKey[]> {
  const rows = target.nodes.flatMap((id) => {
    const node = parsePathId(id);
    return node?.type === 'object' ? [node.key] : [];
  });
  if (rows.length > 0) return rows;
  await whenSettled(context);
  const { snapshot } = context.host;
  const declared = target.declared
    ? { declared: target.declared, ...matchDeclaration(target.declared, snapshot) }
    : objectAtCursor(target.document, snapshot);
  if (target.document !== undefined || target.declared) return chooseDeclared(context, declared, question);
  const picked = await pickObject(context.tree, { ...question, first: declared?.candidates ?? [] });
  return picked === undefined ? [] : [picked];
}

async function chooseDeclared(
  { host, tree }: CommandContext,
  found: ManifestObject | undefined,
  question: ObjectQuestion,
): Promise<readonly ObjectKey[]> {
  if (!found) throw refusal('notDeclared', texts.notDeclared());
  const { declared, candidates, certain } = found;
  const [only] = candidates;
  if (only === undefined) {
    throw refusal('notInCluster', texts.notInCluster(objectNameOf(declared), contextOf(host.state) ?? ''));
  }
  if (certain) return [only];
  const among = ({ object }: RankedObject): boolean => candidates.includes(object.key);
  const picked = await pickObject(tree, { ...question, accepts: among, first: [] });
  return picked === undefined ? [] : [picked];
}
