import * as vscode from 'vscode';
import type { Disposable } from '../../../base/disposable.ts';
import { plainText } from '../../../base/plainText.ts';
import type { Tree } from '../../../promote/reading/trees.ts';
import { showAsObject } from '../../objectLanguage.ts';
import { texts } from '../../texts.ts';

const scheme = 'sluice-promotion';

type Side = 'before' | 'after';

/** A file as the target has it, and as it would be; absent where there is none. */
type Edit = Readonly<Partial<Record<Side, string>>>;

/** What would be written into a branch. */
export interface ShownEdits {
  readonly title: string;
  readonly paths: readonly string[];
  readonly before: Pick<Tree, 'files'>;
  readonly after: Pick<Tree, 'files'>;
}

/** Shows the edits of promotions, and of other changes before they are made. */
export interface PromotionDocuments extends Disposable {
  /** Opens all edits in one editor, an entry for each file. */
  show(edits: ShownEdits): Promise<void>;
}

/**
 * Provides both sides of each edited file as read-only documents. What was shown last is kept, and what is still open.
 */
export function providePromotions(): PromotionDocuments {
  const shown = new Map<string, ReadonlyMap<string, Edit>>();
  let latest = 0;

  const provider: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: ({ path, query }) => {
      const [id = '', side] = query.split('/');
      const edits = shown.get(id);
      if (edits === undefined) return texts.promote.forgotten();
      return edits.get(path.slice(1))?.[side === 'before' ? 'before' : 'after'] ?? '';
    },
  };
  const keepOpen = (): void => {
    const open = new Set(vscode.workspace.textDocuments.flatMap(({ uri }) => idOf(uri) ?? []));
    for (const id of shown.keys()) if (id !== String(latest) && !open.has(id)) shown.delete(id);
  };
  const owned = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    showAsObject(scheme),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) keepOpen();
    }),
  );

  return {
    async show(shownEdits) {
      latest += 1;
      const id = String(latest);
      const edits = editsOf(shownEdits);
      shown.set(id, edits);
      keepOpen();
      const uri = (path: string, side: Side): vscode.Uri =>
        vscode.Uri.from({ scheme, path: `/${path}`, query: `${id}/${side}` });
      const entries = Array.from(edits, ([path, { before, after }]) => [
        uri(path, after === undefined ? 'before' : 'after'),
        before === undefined ? undefined : uri(path, 'before'),
        after === undefined ? undefined : uri(path, 'after'),
      ]);
      const title = texts.promote.editsTitle(plainText(shownEdits.title));
      await vscode.commands.executeCommand('vscode.changes', title, entries);
    },
    dispose: () => void owned.dispose(),
  };
}

/** The files that change, by path; those that hold no text are not among them. */
function editsOf({ paths, before, after }: ShownEdits): ReadonlyMap<string, Edit> {
  return new Map(
    paths.flatMap((path) => {
      const [old, young] = [before.files.get(path), after.files.get(path)];
      if (old === undefined && young === undefined) return [];
      return [[path, { ...(old !== undefined && { before: old }), ...(young !== undefined && { after: young }) }]];
    }),
  );
}

function idOf({ scheme: of, query }: vscode.Uri): string | undefined {
  return of === scheme ? query.split('/')[0] : undefined;
}
