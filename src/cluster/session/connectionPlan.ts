import type { ContextAccess } from '../kubeconfig/contextAccess.ts';
import type { ClientSettings } from './client.ts';
import {
  resolveContext,
  type ContextInfo,
  type LoadedKubeconfig,
  type ResolvedContext,
} from '../kubeconfig/kubeconfig.ts';
import type { RestingState } from './sessionState.ts';

export interface PlanSettings extends ClientSettings {
  /** The context chosen for this workspace. */
  readonly context: string | undefined;
  /** Whether this context may be used: not just because a workspace says so. */
  readonly mayUse: (access: ContextAccess) => boolean;
}

/** What a session has to do: connect, or rest for a reason. */
export type ConnectionPlan =
  | { readonly type: 'connect'; readonly context: ResolvedContext; readonly settings: ClientSettings }
  | { readonly type: 'rest'; readonly state: RestingState };

/** What follows from a kubeconfig and settings. Plans that are equal in depth need no other connection. */
export function planConnection(loaded: LoadedKubeconfig, settings: PlanSettings): ConnectionPlan {
  const choice = chooseContext(loaded, settings.context);
  if ('phase' in choice) return { type: 'rest', state: choice };
  const { name, access } = choice;
  const resolution = resolveContext(loaded, name);
  if (!resolution.ok) return dormant(name, { reason: 'configuration', failure: resolution.failure });
  if (!settings.mayUse(access)) return dormant(name, { reason: 'restricted' });
  const { namespaces, httpProxy, noProxy } = settings;
  const clientSettings = { namespaces, ...(httpProxy !== undefined && { httpProxy }), ...(noProxy && { noProxy }) };
  return { type: 'connect', context: resolution.context, settings: clientSettings };
}

type Dormant = Extract<RestingState, { phase: 'dormant' }>;

function dormant(context: string, why: Omit<Dormant, 'phase' | 'context'>): ConnectionPlan {
  return { type: 'rest', state: { phase: 'dormant', context, ...why } };
}

/** The context to connect to, or why there is none. A single context needs no choice. */
function chooseContext(loaded: LoadedKubeconfig, chosen: string | undefined): ContextInfo | RestingState {
  const { contexts, paths, failures } = loaded;
  const [only] = contexts;
  if (only === undefined) return { phase: 'noKubeconfig', paths, failures };
  const found = contexts.find(({ name }) => name === chosen);
  if (found) return found;
  if (chosen !== undefined) return { phase: 'noContext', contexts: contexts.length, missing: chosen };
  return contexts.length === 1 ? only : { phase: 'noContext', contexts: contexts.length };
}
