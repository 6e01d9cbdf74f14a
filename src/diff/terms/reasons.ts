import type { Unknown } from './prediction.ts';

/** Why something cannot be known from here, as one sentence without a full stop. */
export const unknownReasons: Readonly<Record<Unknown, string>> = {
  rights: 'the cluster does not let you ask what Flux may do: your rights are not those of Flux',
  policy: 'an admission policy or webhook refuses it for you, and may judge Flux differently',
  dryRunUnsupported: 'an admission webhook of the cluster does not support dry runs',
  migration: 'it has fields that are managed in another version, which Flux first renews and a dry run cannot',
  remoteCluster: 'it goes to another cluster (spec.kubeConfig), for which no context is chosen',
  remoteBase: 'its build fetches files from elsewhere, which is not done here',
  encrypted: 'it is encrypted: which fields change is known, not what they become',
  missingKind: 'the cluster does not serve its kind yet',
  missingNamespace: 'its namespace does not exist yet',
  source: 'the files of its source are not here',
  variables: 'variables of its build come from objects that cannot be read',
  unreachable: 'the cluster does not answer',
};
