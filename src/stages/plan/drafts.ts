import type { Json } from '../../flux/object.ts';
import { draftOf, spanIn, withEdit, type Draft } from '../../manifests/edits/draft.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import { readManifest, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { Files } from '../terms/application.ts';
import type { FileChange } from '../terms/plan.ts';

/** The target's files on their way through a plan: each step sees what those before it wrote. */
export interface Drafts {
  /** A file as it is now; undefined where there is no such text. */
  manifest(path: string): ManifestFile | undefined;
  /** Where a stretch of a file, as it was, stands now; undefined where a step changed a part of it. */
  spanNow(path: string, span: Span): Span | undefined;
  /** Whether a step changed something of a stretch of a file, as it was. */
  isTouched(path: string, span: Span): boolean;
  /** Remembers what a stretch of a file, as it was, now says; undefined for nothing. */
  note(path: string, span: Span, value: Json | undefined): void;
  /** Whether a stretch was noted to say this. */
  says(path: string, span: Span, value: Json | undefined): boolean;
  /** Takes an edit that counts in the file as it is now. */
  apply(path: string, edit: TextEdit): void;
  /** Puts a file there, in place of one that is there. `from`: the source's file that it is byte for byte. */
  put(path: string, text: string, from?: string): void;
  remove(path: string): void;
  has(path: string): boolean;
  /** What all steps come to, by path. */
  changes(): readonly FileChange[];
}

/** Drafts of a tree of files. */
export function draftsOf(files: Files): Drafts {
  const drafts = new Map<string, Draft>();
  const manifests = new Map<string, ManifestFile>();
  const created = new Map<string, FileChange & { readonly kind: 'create' | 'copy' }>();
  const removed = new Set<string>();
  const notes = new Map<string, string | undefined>();

  const textOf = (path: string): string | undefined => {
    if (removed.has(path)) return undefined;
    return drafts.get(path)?.text ?? files.get(path);
  };

  return {
    manifest(path) {
      const text = textOf(path);
      if (text === undefined) return undefined;
      const known = manifests.get(path);
      if (known?.text === text) return known;
      const made = readManifest(path, text, known);
      manifests.set(path, made);
      return made;
    },
    spanNow(path, span) {
      const draft = drafts.get(path);
      return draft === undefined ? span : spanIn(draft, span);
    },
    isTouched(path, { start, end }) {
      return drafts.get(path)?.edits.some(({ span }) => span.start < end && start < span.end) === true;
    },
    note(path, span, value) {
      notes.set(keyOf(path, span), JSON.stringify(value));
    },
    says: (path, span, value) => {
      const key = keyOf(path, span);
      return notes.has(key) && notes.get(key) === JSON.stringify(value);
    },
    apply(path, edit) {
      // What changes nothing is no edit.
      if (edit.newText === textOf(path)?.slice(edit.span.start, edit.span.end)) return;
      drafts.set(path, withEdit(drafts.get(path) ?? draftOf(textOf(path) ?? ''), edit));
      const made = created.get(path);
      if (made !== undefined) created.set(path, { kind: 'create', path, text: drafts.get(path)?.text ?? '' });
    },
    put(path, text, from) {
      removed.delete(path);
      drafts.set(path, draftOf(text));
      created.set(path, from === undefined ? { kind: 'create', path, text } : { kind: 'copy', path, from });
    },
    remove(path) {
      drafts.delete(path);
      created.delete(path);
      removed.add(path);
    },
    has: (path) => textOf(path) !== undefined,
    changes() {
      const edits = [...drafts].flatMap(([path, draft]): FileChange[] => {
        const made = created.get(path);
        if (made !== undefined) return files.get(path) === draft.text ? [] : [made];
        return draft.text === draft.original ? [] : [{ kind: 'edit', path, edits: draft.edits }];
      });
      const deletions = [...removed].filter((path) => files.has(path));
      return [...edits, ...deletions.map((path): FileChange => ({ kind: 'delete', path }))].toSorted((a, b) =>
        a.path < b.path ? -1 : 1,
      );
    },
  };
}

function keyOf(path: string, { start, end }: Span): string {
  return `${start} ${end} ${path}`;
}
