import { asObjects, asText, specOf, statusOf, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, nameInSentence, type FluxObject, type ObjectKey } from '../../flux/object.ts';
import { sourceChain, sourceRef } from '../../flux/references.ts';
import { parseRevision } from '../../flux/revision.ts';
import { judged, waitsFor, type Judgement } from './judgement.ts';
import type { LandingFacts } from './terms.ts';

/** A chart that lies in the repository and that the commit changes, or may change. */
export interface OwnChart {
  /** The HelmChart. */
  readonly key: ObjectKey;
  /** Its folder, from the repository's root. */
  readonly path: string;
  /** Undefined: nothing tells which files the commit changes. */
  readonly files: readonly string[] | undefined;
}

type ChartFacts = Pick<LandingFacts, 'lookup' | 'kustomizations' | 'files'>;

/** The chart of a HelmRelease, where the commit may change its files; undefined where it leaves them alone, or they are not its. */
export function ownChart(release: FluxObject, facts: ChartFacts): OwnChart | undefined {
  const { lookup, files } = facts;
  const [key, repository] = sourceChain(release, lookup);
  if (key === undefined || repository === undefined || kindIdOf(key) !== kinds.helmChart) return undefined;
  if (!isOfRepository(repository, facts)) return undefined;
  const chart = lookup(key);
  const named = valueAt(specOf(release), 'chart', 'spec', 'chart') ?? (chart && specOf(chart)['chart']);
  const path = (asText(named) ?? '').replace(/^(?:\.?\/)+/, '').replace(/\/$/, '');
  if (files === undefined) return { key, path, files };
  const changed = [...files].filter((file) => path === '' || path === '.' || file.startsWith(`${path}/`));
  return changed.length === 0 ? undefined : { key, path, files: changed };
}

/** Whether a GitRepository is one that Kustomizations read the repository by, or has its address. */
function isOfRepository(key: ObjectKey, { lookup, kustomizations }: ChartFacts): boolean {
  const url = urlOf(key, lookup);
  return [...kustomizations.keys()].some((one) => {
    const live = lookup(one);
    const source = live && sourceRef(live);
    return source !== undefined && (source === key || (url !== undefined && urlOf(source, lookup) === url));
  });
}

function urlOf(key: ObjectKey, lookup: LandingFacts['lookup']): string | undefined {
  const source = lookup(key);
  return source?.kindId === kinds.gitRepository ? asText(specOf(source)['url']) : undefined;
}

/**
 * What holds up the files of a chart; undefined where the release is made of a chart that has them. source-controller packs a
 * chart of a GitRepository anew where its version is another one, or for each revision (`spec.reconcileStrategy`).
 */
export function ownChartLanding(chart: OwnChart, live: FluxObject, facts: LandingFacts): Judgement | undefined {
  const { key, path, files } = chart;
  const object = facts.lookup(key);
  if (files === undefined) {
    return judged('unknown', `Its chart ${path} lies in this repository; which files the commit changes is not known.`);
  }
  if (object === undefined)
    return judged('unknown', `Its chart ${path} changes, and ${nameInSentence(key)} is not seen.`);
  const status = statusOf(object);
  const seen = parseRevision(asText(status['observedSourceArtifactRevision']) ?? '').hash;
  const hasCommit = seen === undefined ? undefined : facts.contains(seen);
  if (hasCommit === undefined) {
    return judged('unknown', `Which commit ${nameInSentence(key)} is made of is not known.`);
  }
  if (!hasCommit) return waitsFor(key, 'which is not made of this commit yet');
  const isByVersion = asText(specOf(object)['reconcileStrategy']) !== 'Revision';
  if (isByVersion && !files.some((file) => file.endsWith('Chart.yaml'))) {
    const sentence = `The files of its chart ${path} change and its version does not: ${nameInSentence(key)} is packed anew with another version in Chart.yaml.`;
    return judged('notApplied', sentence, { key, message: '' });
  }
  const offered = asText(valueAt(status, 'artifact', 'revision'));
  if (offered === undefined || offered !== asText(statusOf(live)['lastAttemptedRevision'])) {
    return judged('waiting', `Helm has not come to what ${nameInSentence(key)} offers now.`);
  }
  const [newest, previous] = asObjects(statusOf(live)['history']);
  const [is, was] = [newest, previous].map((one) => asText(one?.['chartVersion']));
  if (was === undefined || is === was) {
    return judged(
      'unknown',
      `Whether what runs has the changes of its chart ${path} is not known: its version may be as before.`,
    );
  }
  return undefined;
}
