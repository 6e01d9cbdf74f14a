import { l10n } from 'vscode';
import type { Age } from '../../flux/duration.ts';
import type { Category } from '../../flux/kinds.ts';
import type { GroupSummary } from '../../tree/groupSummary.ts';

const t = l10n.t;

/** The name of a group. */
export function categoryName(category: Category): string {
  switch (category) {
    case 'kustomizations':
      return t('Kustomizations');
    case 'sources':
      return t('Sources');
    case 'helmReleases':
      return t('Helm Releases');
    case 'images':
      return t('Images');
    case 'notifications':
      return t('Notifications');
    case 'resourceSets':
      return t('Resource Sets');
    case 'instances':
      return t('Flux Instances');
    case 'other':
      return t('Other');
  }
}

/** What a group says beside its name: "3 failing of 120". */
export function summaryText(summary: GroupSummary): string {
  const { hidden, forbidden, stale, loading } = summary;
  const parts = [
    countText(summary),
    ...(hidden > 0 ? [t('{0} hidden', hidden)] : []),
    ...(forbidden ? [t('partly forbidden')] : []),
    ...(stale ? [t('partly out of date')] : []),
    ...(loading ? [t('loading')] : []),
  ];
  return parts.filter((part) => part !== '').join(' \u00b7 ');
}

function countText({ code, count, total }: GroupSummary): string {
  const all = count === total;
  switch (code) {
    case 'failing':
      return all ? t('{0} failing', count) : t('{0} failing of {1}', count, total);
    case 'waiting':
      return all ? t('{0} waiting', count) : t('{0} waiting of {1}', count, total);
    case 'terminating':
      return all ? t('{0} being deleted', count) : t('{0} being deleted of {1}', count, total);
    case 'unknown':
      return all ? t('{0} unknown', count) : t('{0} unknown of {1}', count, total);
    case 'unsettled':
      return all ? t('{0} reconciling', count) : t('{0} reconciling of {1}', count, total);
    case 'suspended':
      return all ? t('{0} suspended', count) : t('{0} suspended of {1}', count, total);
    case 'ready':
      return all ? t('{0} ready', count) : t('{0} ready of {1}', count, total);
    case 'objects':
      return String(count);
    case 'none':
      return '';
  }
}

/** An age as people say it in a row: "2 min". */
export function ageText({ value, unit }: Age): string {
  switch (unit) {
    case 'second':
      return t('{0} s', value);
    case 'minute':
      return t('{0} min', value);
    case 'hour':
      return t('{0} h', value);
    case 'day':
      return t('{0} d', value);
  }
}
