import type { Disposable } from '../../base/disposable.ts';
import { createEmitter, type Event } from '../../base/event.ts';
import type { FluxObject, KindId, ObjectKey } from '../../flux/object.ts';
import {
  emptySnapshot,
  type ChangeSet,
  type KindSnapshot,
  type KindState,
  type ServedKind,
  type Snapshot,
} from '../../flux/snapshot.ts';

/** A new snapshot and what differs from the one before. */
export interface SnapshotChange {
  readonly snapshot: Snapshot;
  readonly changes: ChangeSet;
}

/** The one owner of the current snapshot. Writes are collected and published together. */
export interface Store extends Disposable {
  readonly snapshot: Snapshot;
  readonly onDidChange: Event<SnapshotChange>;
  /** Makes exactly these kinds known; objects of kinds that are no longer served go. */
  setKinds(kinds: readonly ServedKind[]): void;
  setState(id: KindId, state: KindState): void;
  /** Marks every kind that is live as stale. */
  setStale(message: string): void;
  /** Takes a list's result: what it lacks within `namespace` (everywhere if undefined) is removed. */
  replace(id: KindId, namespace: string | undefined, objects: readonly FluxObject[]): void;
  upsert(object: FluxObject): void;
  remove(id: KindId, key: ObjectKey): void;
  /** Publishes what was collected, at once. */
  flush(): void;
  /** Forgets everything, at once. */
  clear(): void;
}

/** Changes within this many milliseconds are published together; a change after a quiet time goes out at once. */
const coalesceMs = 100;

interface Draft {
  served: ServedKind;
  state: KindState;
  objects: Map<ObjectKey, FluxObject>;
  /** Whether `objects` still belongs to the published snapshot and must be copied before it is written. */
  shared: boolean;
}

/** Makes an empty store. Snapshots that were handed out never change. */
export function createStore(): Store {
  const emitter = createEmitter<SnapshotChange>();
  let snapshot = emptySnapshot;
  let drafts = new Map<KindId, Draft>();
  let changedObjects = new Set<ObjectKey>();
  let changedKinds = new Set<KindId>();
  let timer: NodeJS.Timeout | undefined;
  let published = -Infinity;

  const publish = (): void => {
    timer = undefined;
    published = performance.now();
    const kinds = new Map<KindId, KindSnapshot>();
    for (const [id, draft] of drafts)
      kinds.set(id, changedKinds.has(id) ? freeze(draft) : (snapshot.kinds.get(id) ?? freeze(draft)));
    snapshot = { kinds };
    const changes = { objects: changedObjects, kinds: changedKinds };
    changedObjects = new Set();
    changedKinds = new Set();
    emitter.fire({ snapshot, changes });
  };

  const touch = (id: KindId, key?: ObjectKey): void => {
    changedKinds.add(id);
    if (key !== undefined) changedObjects.add(key);
    timer ??= setTimeout(publish, Math.max(0, published + coalesceMs - performance.now()));
  };

  const writable = (draft: Draft): Map<ObjectKey, FluxObject> => {
    if (draft.shared) {
      draft.objects = new Map(draft.objects);
      draft.shared = false;
    }
    return draft.objects;
  };

  const put = (draft: Draft, object: FluxObject): void => {
    if (isSame(draft.objects.get(object.key), object)) return;
    writable(draft).set(object.key, object);
    touch(draft.served.id, object.key);
  };

  const drop = (draft: Draft, key: ObjectKey): void => {
    if (!draft.objects.has(key)) return;
    writable(draft).delete(key);
    touch(draft.served.id, key);
  };

  const setKinds = (kinds: readonly ServedKind[]): void => {
    const next = new Map<KindId, Draft>();
    for (const served of kinds) {
      const known = drafts.get(served.id);
      if (known?.served.version === served.version) next.set(served.id, known);
      else next.set(served.id, { served, state: { phase: 'loading' }, objects: new Map(), shared: false });
      if (next.get(served.id) !== known) touch(served.id);
    }
    for (const [id, draft] of drafts) {
      if (next.get(id) === draft) continue;
      touch(id);
      for (const key of draft.objects.keys()) touch(id, key);
    }
    drafts = next;
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (changedKinds.size > 0) publish();
  };

  const setState = (id: KindId, state: KindState): void => {
    const draft = drafts.get(id);
    if (!draft || JSON.stringify(draft.state) === JSON.stringify(state)) return;
    draft.state = state;
    touch(id);
  };

  return {
    get snapshot() {
      return snapshot;
    },
    onDidChange: emitter.event,
    setKinds,
    setState,
    setStale(message) {
      for (const [id, { state }] of drafts) {
        if (state.phase === 'live') setState(id, { ...state, phase: 'stale', message });
      }
    },
    replace(id, namespace, objects) {
      const draft = drafts.get(id);
      if (!draft) return;
      const listed = new Set(objects.map(({ key }) => key));
      for (const [key, { raw }] of draft.objects) {
        const covered = namespace === undefined || raw.metadata.namespace === namespace;
        if (covered && !listed.has(key)) drop(draft, key);
      }
      for (const object of objects) put(draft, object);
    },
    upsert(object) {
      const draft = drafts.get(object.kindId);
      if (draft) put(draft, object);
    },
    remove(id, key) {
      const draft = drafts.get(id);
      if (draft) drop(draft, key);
    },
    flush,
    clear() {
      setKinds([]);
      flush();
    },
    dispose() {
      clearTimeout(timer);
      emitter.dispose();
    },
  };
}

function freeze(draft: Draft): KindSnapshot {
  draft.shared = true;
  const { served, state, objects } = draft;
  return { served, state, objects };
}

/** A relist brings every object again; those that did not change keep their value. */
function isSame(known: FluxObject | undefined, object: FluxObject): boolean {
  const a = known?.raw.metadata;
  const b = object.raw.metadata;
  return (
    a !== undefined && a.resourceVersion !== undefined && a.resourceVersion === b.resourceVersion && a.uid === b.uid
  );
}
