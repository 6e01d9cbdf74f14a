import { l10n } from 'vscode';
import { ageOf } from '../../flux/duration.ts';
import type { Suspension } from '../../flux/suspension.ts';
import type { DescriptionPart } from '../../tree/description.ts';
import type { Row, RowIcon } from '../../tree/row.ts';
import { ageText } from './words.ts';

const t = l10n.t;

/** The text beside a row's label; `now` in milliseconds since 1970. */
export function descriptionText(parts: Row['description'], now: number): string {
  return parts.map((part) => partText(part, now)).join(' \u00b7 ');
}

function partText(part: DescriptionPart, now: number): string {
  switch (part.code) {
    case 'namespace':
    case 'type':
    case 'revision':
    case 'message':
      return part.text;
    case 'since':
      return ago(part.time, now);
    case 'failingSince':
      return part.precision === 'exact'
        ? t('failing for {0}', ago(part.time, now))
        : t('failing for at least {0}', ago(part.time, now));
    case 'waitsFor':
      return t('waits for {0}', part.text);
    case 'suspended':
      return suspensionText(part, now);
    case 'terminating':
      return part.since === undefined ? t('being deleted') : t('being deleted for {0}', ago(part.since, now));
  }
}

/** "suspended for 12 d, by anna: migration", as much of it as is known. */
export function suspensionText({ by, byManager, since, precision, reason }: Suspension, now: number): string {
  const age = since === undefined ? undefined : ago(since, now);
  const when =
    age === undefined
      ? t('suspended')
      : precision === 'exact'
        ? t('suspended for {0}', age)
        : t('suspended for at least {0}', age);
  const who = by === undefined ? '' : byManager === true ? t(', with {0}', by) : t(', by {0}', by);
  return reason === undefined ? `${when}${who}` : `${when}${who}: ${reason}`;
}

/** The age of a time. */
export function ago(time: string, now: number): string {
  return ageText(ageOf(time, now));
}

/** A state in one or two words. */
export function stateWord(state: RowIcon): string {
  switch (state) {
    case 'passed':
      return t('Ready');
    case 'failed':
      return t('Failed');
    case 'reconciling':
      return t('Reconciling');
    case 'waiting':
      return t('Waiting');
    case 'suspended':
      return t('Suspended');
    case 'noStatus':
      return t('No status');
    case 'unknown':
      return t('Unknown');
    case 'terminating':
      return t('Being deleted');
  }
}

/** What a screen reader says of a row: kind and name, namespace, state, the controller's words, and what else it shows. */
export function accessibleText({ accessibility, description }: Row, now: number): string {
  const { kind, name, namespace, state, message } = accessibility;
  const where = namespace === '' ? [] : [t('namespace {0}', namespace)];
  const rest = description.filter(({ code }) => code !== 'namespace' && code !== 'message');
  const words = [...where, stateWord(state), message, ...rest.map((part) => partText(part, now))];
  return [`${kind} ${name}`, ...words.filter((word) => word !== '')].join(', ');
}
