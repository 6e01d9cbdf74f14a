import { groupOf } from '../../flux/object.ts';
import { entriesAt, keyName, scalarAt, type YamlEntry } from '../../manifests/yaml/node.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { wholeLines } from '../../manifests/edits/lines.ts';
import type { Subject } from './subject.ts';

/** Annotations of Flux v1's daemon and of the Helm Operator (fluxcd/flux docs, "Annotations"; fluxcd/helm-operator). */
const annotations =
  /^(?:fluxcd\.io\/(?:automated|ignore|locked|locked_msg|locked_user|sync-[a-z-]+|tag\..+)|filter\.fluxcd\.io\/.+|repository\.fluxcd\.io\/.+|flux\.weave\.works\/.+|helm\.fluxcd\.io\/.+)$/;

/** Groups of the Helm Operator and its predecessor. */
const groups: ReadonlySet<string> = new Set([
  'helm.fluxcd.io',
  'flux.weave.works',
  'helm.integrations.flux.weave.works',
]);

/** What Flux v1 and the Helm Operator left behind: nothing in Flux 2 reads it. */
export function fluxV1Leftovers({ object, document }: Subject): Finding[] {
  const found = entriesAt(object.node, ['metadata', 'annotations'])
    .filter(({ key }) => annotations.test(keyName(key)))
    .map((entry) => leftover(entry, document.content.text));
  const apiVersion = scalarAt(object.node, ['apiVersion']);
  if (!groups.has(groupOf(object.apiVersion)) || apiVersion === undefined) return found;
  const message =
    `${object.apiVersion} ${object.kind} belongs to the Helm Operator of Flux v1, which is archived: nothing in Flux 2 reads it. ` +
    'Write a helm.toolkit.fluxcd.io/v2 HelmRelease with a source instead.';
  return [{ code: 'flux-v1', severity: severityOf('flux-v1'), message, span: apiVersion.span }, ...found];
}

function leftover(entry: YamlEntry, text: string): Finding {
  const name = keyName(entry.key);
  const image = /automated|tag\.|filter\./.test(name);
  const instead = image ? ' Image updates are described by ImagePolicy and ImageUpdateAutomation.' : '';
  return {
    code: 'flux-v1',
    severity: severityOf('flux-v1'),
    message: `The annotation "${name}" is Flux v1's: nothing in Flux 2 reads it.${instead}`,
    span: entry.key.span,
    tags: ['unnecessary'],
    fixes: [{ title: `Remove "${name}"`, edits: [{ span: wholeLines(text, entry.span), text: '' }] }],
  };
}
