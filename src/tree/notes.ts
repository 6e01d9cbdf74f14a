import type { KindId } from '../flux/object.ts';
import type { KindSnapshot } from '../flux/snapshot.ts';
import { plainText } from '../base/plainText.ts';

/** What a person must know of a kind in a group. `message` is the API server's own, or the cause in short; plain. */
export interface KindNote {
  readonly code: 'forbidden' | 'stale';
  readonly kindId: KindId;
  readonly kind: string;
  readonly plural: string;
  readonly message: string;
}

/**
 * The notes of a group's kinds. A kind that may be listed in some namespaces is no note (the view says once which
 * namespaces those are), and neither is a stale one when all are (the view says that the connection is lost).
 */
export function notesOf(kinds: readonly KindSnapshot[], anyLive: boolean): readonly KindNote[] {
  return kinds.flatMap(({ served: { id, kind, plural }, state }) => {
    if (state.phase === 'loading' || state.phase === 'live') return [];
    if (state.phase === 'stale' && !anyLive) return [];
    return [
      {
        code: state.phase,
        kindId: id,
        kind: plainText(kind),
        plural: plainText(plural),
        message: plainText(state.message),
      },
    ];
  });
}

/** `previous` itself if the notes say the same. */
export function keepNotes(previous: readonly KindNote[], next: readonly KindNote[]): readonly KindNote[] {
  const same =
    previous.length === next.length &&
    next.every((note, i) => {
      const old = previous[i];
      return old?.code === note.code && old.kindId === note.kindId && old.message === note.message;
    });
  return same ? previous : next;
}
