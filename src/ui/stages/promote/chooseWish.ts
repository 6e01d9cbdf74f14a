import { groupBy } from '../../../base/groupBy.ts';
import * as vscode from 'vscode';
import type { PromotionWish } from '../../../promote/promotion/preparePromotion.ts';
import type { ReadPair } from '../../../promote/promotion/previewPromotion.ts';
import type { ApplicationComparison } from '../../../stages/terms/difference.ts';
import { applicationId, applicationNames } from '../../../stages/terms/applicationId.ts';
import { preselected } from '../../../stages/terms/preselected.ts';
import { movedWhat } from '../../../stages/words/moveText.ts';
import { plainText } from '../../../base/plainText.ts';
import { pickText } from '../../commands/choices.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import {
  applicationChoices,
  applicationName,
  fieldChoices,
  type ApplicationChoice,
  type FieldChoice,
  type Reason,
} from './applicationChoices.ts';

/** An entry; one without `of` is a heading. */
interface Entry<T> extends vscode.QuickPickItem {
  readonly of?: T;
}

/** What a promotion is made of: applications, and fields where a person asks for them. Undefined if they gave up. */
export async function chooseWish(
  read: ReadPair,
  wanted: readonly string[] | undefined,
): Promise<PromotionWish | undefined> {
  const chosen = await chooseApplications(read, wanted);
  if (chosen === undefined) return undefined;
  const applications = chosen.choices.map(({ id }) => id);
  const comparisons = read.comparisons.filter((one) => applications.includes(applicationId(one)));
  const copies = new Set(chosen.choices.filter(({ group }) => group === 'missing').map(({ id }) => id));
  const differences = chosen.fields
    ? await chooseFields(
        read,
        comparisons.filter((one) => !copies.has(applicationId(one))),
      )
    : // Whoever picked an application named it.
      new Set(comparisons.flatMap((one) => preselected(one, true).map(({ id }) => id)));
  return differences && { applications, differences, copies };
}

interface Chosen {
  readonly choices: readonly ApplicationChoice[];
  readonly fields: boolean;
}

/** Undefined if the person gave up or chose nothing. */
async function chooseApplications(read: ReadPair, wanted: readonly string[] | undefined): Promise<Chosen | undefined> {
  const { from, to } = namesOf(read);
  const { refusals } = lazy('promote').previewPromotion(read, {}).plan;
  const choices = applicationChoices(read.comparisons, refusals, wanted);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(texts.promote.same(plainText(from), plainText(to)));
    return undefined;
  }
  const groups = groupBy(choices, ({ group }) => group);
  const items = [...groups].flatMap(([group, members]) => [
    heading(texts.promote.groups[group](to)),
    ...members.map(applicationItem),
  ]);
  const more: Entry<ApplicationChoice | 'fields'> = {
    of: 'fields',
    label: texts.promote.moreFields(),
    description: texts.promote.moreFieldsDetail(),
  };
  const picked = await pickMany<ApplicationChoice | 'fields'>(
    [...items, heading(''), more],
    texts.promote.pickApplications(from, to),
  );
  const applications = picked?.filter((one) => one !== 'fields') ?? [];
  if (picked === undefined || applications.length === 0) return undefined;
  const fields = picked.includes('fields') || applications.some(({ group }) => group === 'held' || group === 'other');
  return { choices: applications, fields };
}

function applicationItem(choice: ApplicationChoice): Entry<ApplicationChoice> {
  const { name, picked, reasons } = choice;
  const [reason, ...more] = [...new Set(reasons.map(reasonText))];
  const detail = more.length === 0 ? (reason ?? '') : texts.promote.moreReasons(more.length, reason ?? '');
  return { of: choice, label: pickText(name), description: describe(choice), ...(detail !== '' && { detail }), picked };
}

function describe({ group, versions, others }: ApplicationChoice): string {
  if (group === 'missing') return texts.promote.copied();
  const all = versions.map(({ source, target }) =>
    texts.promote.versions(valueText(target?.value), valueText(source?.value)),
  );
  const [first, ...rest] = [...new Set(all)];
  if (first === undefined) return texts.promote.differences(others);
  return rest.length === 0 ? first : texts.promote.more(first, rest.length);
}

/** The ids of what is to move; undefined if the person gave up or chose nothing. */
async function chooseFields(
  read: ReadPair,
  comparisons: readonly ApplicationComparison[],
): Promise<ReadonlySet<string> | undefined> {
  // Nothing but copies is left.
  if (comparisons.length === 0) return new Set();
  const all = comparisons.flatMap(({ differences }) => differences.map(({ id }) => id));
  const applications = comparisons.map(applicationId);
  const names = applicationNames(read.comparisons);
  const { refusals } = lazy('promote').previewPromotion(read, { applications, differences: new Set(all) }).plan;
  const items = comparisons.flatMap((one) => [
    heading(pickText(applicationName(one, names))),
    ...fieldChoices(one, refusals).map(fieldItem),
  ]);
  const picked = await pickMany<FieldChoice>(items, texts.promote.pickFields());
  if (picked === undefined || picked.length === 0) return undefined;
  return new Set(picked.map(({ difference }) => difference.id));
}

function fieldItem(choice: FieldChoice): Entry<FieldChoice> {
  const { difference, picked, reason } = choice;
  const { source, target } = difference;
  return {
    of: choice,
    label: pickText(movedWhat(difference)),
    description: texts.promote.versions(valueText(target?.value), valueText(source?.value)),
    ...(reason !== undefined && { detail: reasonText(reason) }),
    picked,
  };
}

function reasonText({ kind, sentence }: Reason): string {
  return texts.promote[kind](pickText(sentence));
}

function valueText(value: string | undefined): string {
  return value === undefined ? texts.promote.none() : pickText(plainText(value, 60));
}

function namesOf({ pair }: ReadPair): { readonly from: string; readonly to: string } {
  return { from: pair.from.stage.name, to: pair.to.stage.name };
}

function heading(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** What was picked, in the order of the entries; undefined if the person gave up. */
async function pickMany<T>(items: readonly Entry<T>[], title: string): Promise<readonly T[] | undefined> {
  const options = { title, canPickMany: true, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  const picked = await vscode.window.showQuickPick(items, { ...options, canPickMany: true });
  return picked?.flatMap(({ of }) => of ?? []);
}
