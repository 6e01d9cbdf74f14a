/** What part a document plays; only some are judged as whole objects. */
export type Role =
  /** An object, or a List of objects. */
  | 'object'
  | 'kustomization'
  | 'component'
  /** A strategic-merge patch: known fields and types count, required ones do not. */
  | 'patch'
  /** A list of JSON6902 operations. */
  | 'jsonPatch'
  | 'helmTemplate'
  /** Values of a Helm chart. */
  | 'values'
  /** Configuration of kustomize's transformers. */
  | 'kustomizeConfig'
  /** Nothing but comments. */
  | 'empty'
  /** YAML that is not for Kubernetes. */
  | 'other';
