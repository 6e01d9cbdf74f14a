import { l10n } from 'vscode';
import { plainText } from '../../base/plainText.ts';
import type {
  BlockerRow,
  ChangesRow,
  KustomizationRow,
  NoteRow,
  ObjectRow,
  PendingRow,
  RemoteRow,
} from '../../diff/changes/changesRows.ts';
import type { Action } from '../../diff/terms/prediction.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { actionWord, countsText, originText } from './changeWords.ts';
import { dangerWord } from './dangerWord.ts';

const t = l10n.t;

/** The label of a row: `apps (staging)`, `Deployment/web`, or a sentence. */
export function rowLabel(row: ChangesRow, context: string): string {
  switch (row.type) {
    case 'kustomization':
    case 'pending':
      return plainText(`${parseKey(row.key).name} (${context})`);
    case 'object': {
      const { kind, name } = parseKey(row.key);
      return plainText(`${kind}/${name}`);
    }
    case 'blocker':
      return plainText(row.message);
    case 'remote':
      return row.target.context === undefined ? t('Choose Context') : t('Other Cluster');
    case 'note':
      return noteLabel(row);
  }
}

function noteLabel({ code }: NoteRow): string {
  switch (code) {
    case 'approximate':
      return t('Approximate');
    case 'assumption':
      return t('Assumed');
    case 'effect':
      return t('Not yet');
  }
}

/** What stands beside the label. */
export function rowDescription(row: ChangesRow): string {
  switch (row.type) {
    case 'kustomization':
      return joined([...namespaceOf(row), ...kustomizationParts(row)]);
    case 'pending':
      return joined([...namespaceOf(row), ...pendingParts(row)]);
    case 'object':
      return joined(objectParts(row));
    case 'blocker':
      return joined([...already(row), originText(row.origin)]);
    case 'remote':
      return remoteText(row);
    case 'note':
      return plainText(row.text);
  }
}

/** What a screen reader says of a row. */
export function accessibleRow(row: ChangesRow, context: string): string {
  switch (row.type) {
    case 'kustomization':
    case 'pending': {
      const { name, namespace } = parseKey(row.key);
      const rest = row.type === 'pending' ? pendingParts(row) : kustomizationParts(row);
      return sentence([
        t('Kustomization {0}', name),
        t('namespace {0}', namespace),
        t('cluster {0}', context),
        ...rest,
      ]);
    }
    case 'object': {
      const { kind, name, namespace } = parseKey(row.key);
      const where = namespace === '' ? [] : [t('namespace {0}', namespace)];
      const told = row.dangers.map(({ message }) => t('danger: {0}', message));
      return sentence([
        `${kind} ${name}`,
        ...where,
        actionWord(row.action),
        ...told,
        ...reasonOf(row),
        ...already(row),
        ...afterFix(row),
      ]);
    }
    case 'blocker':
      return sentence([blockerText(row), ...already(row), originText(row.origin)]);
    case 'remote':
      return sentence([rowLabel(row, context), row.target.message, remoteHint(row)]);
    case 'note':
      return sentence([rowLabel(row, context), row.text]);
  }
}

/** Where it is Sluice that does not know, Flux may well go on. */
function blockerText({ kind, message }: BlockerRow): string {
  return kind === 'unknown' ? t('Not known: {0}', message) : t('Flux is held up: {0}', message);
}

function remoteText({ target: { name, context } }: RemoteRow): string {
  const access = plainText(name);
  return context === undefined
    ? t('not compared: it goes to the cluster of {0}', access)
    : t('{0}, taken to be that of {1}', plainText(context), access);
}

/** What a click on the row does. */
export function remoteHint({ target }: RemoteRow): string {
  return target.context === undefined
    ? t('Click to choose its context. It is remembered for this workspace.')
    : t('Click to choose another context. It is remembered for this workspace.');
}

function kustomizationParts(row: KustomizationRow): string[] {
  return [...statusText(row), resultText(row), ...approximation(row)];
}

/** Where there is nothing to count, that nothing would change is said only if it is known. */
function resultText({ counts, standing }: KustomizationRow): string {
  const told = countsText(counts);
  if (told !== '') return told;
  switch (standing) {
    case 'quiet':
      return t('no changes');
    case 'unknown':
      return t('not known');
    case 'held':
      return t('no changes, held up');
    default:
      return t('Flux fails');
  }
}

/** What is known so far: "no changes" would be too early. */
function pendingParts({ isGivenUp, counts }: PendingRow): string[] {
  return [isGivenUp ? t('not compared to the end') : t('comparing'), countsText(counts)];
}

function namespaceOf({ key, isAmbiguous }: { readonly key: ObjectKey; readonly isAmbiguous: boolean }): string[] {
  return isAmbiguous ? [parseKey(key).namespace] : [];
}

function statusText({ status }: KustomizationRow): string[] {
  switch (status) {
    case 'existing':
      return [];
    case 'new':
      return [t('new')];
    case 'changed':
      return [t('changed itself')];
    case 'pruned':
      return [t('pruned itself')];
  }
}

function approximation({ isApproximate }: KustomizationRow): string[] {
  return isApproximate ? [t('approximate')] : [];
}

/** By need: the danger in a word that a narrow row has room for, its sentence or the reason, then where. The icon tells the action. */
function objectParts(row: ObjectRow): string[] {
  const [worst] = row.dangers;
  const news = worst ? [dangerWord(worst.code), plainText(worst.message)] : reasonOf(row);
  const told = news.length > 0 || !needsWord(row.action) ? news : [actionWord(row.action)];
  return [...told, ...already(row), ...afterFix(row), parseKey(row.key).namespace];
}

/** Actions that an icon alone does not tell. */
function needsWord(action: Action): boolean {
  return action !== 'create' && action !== 'change' && action !== 'prune';
}

function reasonOf({ message }: ObjectRow): string[] {
  return message === undefined ? [] : [plainText(message)];
}

function already({ isOlder }: { readonly isOlder: boolean }): string[] {
  return isOlder ? [t('already so')] : [];
}

function afterFix({ isBlocked }: ObjectRow): string[] {
  return isBlocked ? [t('once fixed')] : [];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' \u00b7 ');
}

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
