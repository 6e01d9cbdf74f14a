import type { Disposable } from '../base/disposable.ts';
import { createEmitter, type Event } from '../base/event.ts';
import { createSchemaAssembly } from '../files/assembleSchemas.ts';
import { catalogueTitles } from '../files/catalogueFiles.ts';
import type { ClusterFacts } from '../flux/clusterFacts.ts';
import type { LanguageContext, LanguageSettings } from '../language/context.ts';
import type { ServerSettings } from '../protocol/protocol.ts';
import type { ClusterSchemas } from './clusterSchemas.ts';
import { chosenVersion } from './settings.ts';
import type { UserSchemas } from './userSchemas.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/** Everything that features know besides the file that they look at, put together from its owners. */
export interface Facts extends Disposable {
  /** The same value until something that it holds changes. */
  context(): LanguageContext;
  settings(): ServerSettings;
  setSettings(settings: ServerSettings): void;
  setCluster(cluster: ClusterFacts | undefined): void;
  /** What is judged by, for a person: `Kubernetes 1.36`, `Flux 2.9`, `cluster staging`. */
  sources(): readonly string[];
  /** Something else than the text of an open document changed. */
  readonly onDidChange: Event<void>;
}

/** Where facts come from. */
export interface FactSources {
  readonly index: WorkspaceIndex;
  readonly clusterSchemas: ClusterSchemas;
  readonly userSchemas: UserSchemas;
}

/** Puts facts together; disposing leaves the sources alone. */
export function createFacts({ index, clusterSchemas, userSchemas }: FactSources, initial: ServerSettings): Facts {
  const changed = createEmitter<void>();
  const assemble = createSchemaAssembly();
  let settings = initial;
  let cluster: ClusterFacts | undefined;
  let last: LanguageContext | undefined;
  let stale = false;

  const subscriptions = [index, clusterSchemas, userSchemas].map(({ onDidChange }) =>
    onDidChange(() => changed.fire()),
  );
  const versions = (): Versions => ({
    kubernetes: chosenVersion(settings.kubernetesVersion) ?? clusterSchemas.current()?.kubernetesVersion,
    flux: chosenVersion(settings.fluxVersion) ?? clusterSchemas.current()?.fluxVersion,
  });

  return {
    context() {
      const { workspace, kinds } = index.current();
      const { kubernetes, flux } = versions();
      const schemas = assemble({
        kubernetesVersion: kubernetes,
        fluxVersion: flux,
        clusterKinds: clusterSchemas.current()?.kinds,
        workspaceKinds: kinds,
        userKinds: userSchemas.current(),
      });
      if (last?.workspace !== workspace || last.schemas !== schemas || last.cluster !== cluster || stale) {
        last = { workspace, schemas, cluster, settings: languageSettings(settings, { kubernetes, flux }) };
        stale = false;
      }
      return last;
    },
    settings: () => settings,
    sources() {
      const name = clusterSchemas.current()?.name;
      return [...catalogueTitles(versions()), ...(name === undefined ? [] : [`cluster ${name}`])];
    },
    setSettings(next) {
      settings = next;
      stale = true;
      changed.fire();
    },
    setCluster(next) {
      cluster = next;
      changed.fire();
    },
    onDidChange: changed.event,
    dispose() {
      changed.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

interface Versions {
  readonly kubernetes: string | undefined;
  readonly flux: string | undefined;
}

function languageSettings(settings: ServerSettings, { kubernetes, flux }: Versions): LanguageSettings {
  return {
    ...(kubernetes !== undefined && { kubernetesVersion: kubernetes }),
    ...(flux !== undefined && { fluxVersion: flux }),
    strictSubstitution: settings.strictSubstitution,
    reportYamlSyntax: settings.reportYamlSyntax,
  };
}
