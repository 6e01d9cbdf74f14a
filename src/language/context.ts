import type { ClusterFacts } from '../flux/clusterFacts.ts';
import type { Workspace } from '../manifests/workspace/workspace.ts';
import type { SchemaSet } from '../schema/schema.ts';

/** What a person decided about the judging of manifests. */
export interface LanguageSettings {
  /** E.g. `1.35`; without it the cluster's, else the newest that is known. */
  readonly kubernetesVersion?: string;
  /** E.g. `2.8`; without it the cluster's, else the newest that is known. */
  readonly fluxVersion?: string;
  /** Whether undeclared variables are errors, as kustomize-controller holds it since Flux 2.9. */
  readonly strictSubstitution: boolean;
  /** Whether syntax errors are reported: not where another extension does so. */
  readonly reportYamlSyntax: boolean;
}

/** The settings of somebody who set none. */
export const defaultSettings: LanguageSettings = { strictSubstitution: true, reportYamlSyntax: true };

/** All that the features of the language server know besides the file that they look at. */
export interface LanguageContext {
  readonly schemas: SchemaSet;
  readonly workspace: Workspace;
  /** Undefined where no cluster is connected. */
  readonly cluster: ClusterFacts | undefined;
  readonly settings: LanguageSettings;
}
