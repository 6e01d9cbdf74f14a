import * as vscode from 'vscode';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, type ObjectKey } from '../../flux/object.ts';
import { findObject } from '../../flux/snapshot.ts';
import type { PlacedKustomization } from '../../origin/appliers.ts';
import type { SourceFacts } from '../../origin/sourceFolder.ts';
import { whereDeclared, type WhereDeclaredParams, type WhereDeclaredResult } from '../../protocol/protocol.ts';
import { lazy } from '../lazy.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { pickText } from './choices.ts';
import { chooseSourceFolder } from './chooseSourceFolder.ts';
import type { CommandContext } from './context.ts';
import { sourceFacts } from './places.ts';

type FoundPlace = WhereDeclaredResult['places'][number];

/** What was found for an object: its own places, or those of what made it. */
interface Found {
  /** The object whose manifest it is. */
  readonly key: ObjectKey;
  readonly places: readonly FoundPlace[];
  /** The Kustomization that applied it. */
  readonly owner: PlacedKustomization | undefined;
  /** What made it, as its labels say; a Kustomization too. */
  readonly maker: ObjectKey | undefined;
}

/** What makes what makes an object, and so on, is followed so far. */
const deepest = 4;

/**
 * Opens the file that declares an object, at its name; of several the person chooses. For what a release, a ResourceSet or
 * a generator made that one's manifest is opened. Where none is found the person hears why, and what would help.
 */
export async function goToManifest(context: CommandContext, key: ObjectKey): Promise<void> {
  const found = await withLateProgress(texts.manifest.looking(objectName(key)), (signal) => find(context, key, signal));
  const place = found.places.length > 1 ? await choosePlace(found) : found.places[0];
  if (place !== undefined) await open(place, found, key);
  else if (found.places.length === 0) await explain(context, key, found);
}

async function find(context: CommandContext, key: ObjectKey, signal: AbortSignal): Promise<Found> {
  const facts = await sourceFacts(context, signal);
  let found = await findOne(context, facts, key, signal);
  const first = found;
  for (let depth = 0; depth < deepest && found.places.length === 0; depth++) {
    if (found.maker === undefined || kindIdOf(found.maker) === kinds.kustomization) break;
    found = await findOne(context, facts, found.maker, signal);
  }
  return found.places.length > 0 ? found : first;
}

async function findOne(
  { host, language }: CommandContext,
  facts: SourceFacts,
  key: ObjectKey,
  signal: AbortSignal,
): Promise<Found> {
  const object = findObject(host.snapshot, key);
  const { makerOf, placeKustomization } = lazy('git');
  const maker = object && makerOf(object, (other) => findObject(host.snapshot, other) !== undefined);
  const owner = maker && kindIdOf(maker) === kinds.kustomization ? placeKustomization(maker, facts) : undefined;
  const folders = owner === undefined ? [] : [...owner.folders, ...owner.components];
  const params: WhereDeclaredParams = { object: key, folders };
  const { places } = await language.ask<WhereDeclaredResult>(whereDeclared, params, signal);
  return { key, places, owner, maker };
}

async function choosePlace({ key, places }: Found): Promise<FoundPlace | undefined> {
  const items = places.map((place) => {
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(place.uri));
    const line = place.range.start.line + 1;
    return {
      label: pickText(`${path}:${line}`),
      place,
      ...(!place.certain && { description: texts.manifest.maybe() }),
    };
  });
  const picked = await vscode.window.showQuickPick(items, { title: texts.manifest.pick(objectName(key)) });
  return picked?.place;
}

async function open({ uri, range }: FoundPlace, { key }: Found, asked: ObjectKey): Promise<void> {
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  await vscode.window.showTextDocument(document, { selection, preview: true });
  if (key !== asked) vscode.window.setStatusBarMessage(texts.manifest.madeBy(objectName(asked), objectName(key)), 8000);
}

async function explain(context: CommandContext, key: ObjectKey, { owner, maker }: Found): Promise<void> {
  const name = objectName(key);
  if (owner === undefined) {
    const sentence = maker ? texts.manifest.makerHasNone(name, objectName(maker)) : texts.manifest.unowned(name);
    void vscode.window.showInformationMessage(sentence);
    return;
  }
  const by = objectName(owner.key);
  if (owner.source.state === 'here') {
    const folder = vscode.workspace.asRelativePath(owner.folders[0] ?? '');
    void vscode.window.showInformationMessage(texts.manifest.notInFolder(name, by, folder));
    return;
  }
  const { code, source, address = objectName(source) } = owner.source.why;
  const sentence = texts.manifest.elsewhere[code](name, by, address);
  if (code === 'noSource' || code === 'cycle' || code === 'noGenerator') {
    void vscode.window.showInformationMessage(sentence);
    return;
  }
  const choose = texts.manifest.chooseFolder();
  if ((await vscode.window.showInformationMessage(sentence, choose)) !== choose) return;
  if (await chooseSourceFolder(context, source)) await goToManifest(context, key);
}
