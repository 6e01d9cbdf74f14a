import * as vscode from 'vscode';
import { changingRows } from '../../diff/changes/changesTree.ts';
import { comparedPath } from '../../diff/changes/difference.ts';
import type { ChangesRow, ObjectRow } from '../../diff/changes/changesRows.ts';
import type { ObjectPrediction } from '../../diff/terms/prediction.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { plainText } from '../../base/plainText.ts';
import { lazy } from '../lazy.ts';
import { showAsObject } from '../objectLanguage.ts';
import { texts } from '../texts.ts';
import type { Comparison, Question } from './comparison.ts';
import type { ChangesState } from './changesState.ts';

const scheme = 'sluice-change';

/** Which object of a comparison: one may be told of by two Kustomizations. */
type ObjectAt = Pick<ObjectRow, 'kustomization' | 'key'>;
type Side = 'before' | 'after';
type Address = readonly [comparison: string, side: Side, kustomization: ObjectKey, object: ObjectKey];

/** One side of an object's diff. Editors name it by its path; the query says whose it is. */
function sideUri(comparison: Comparison, side: Side, { kustomization, key }: ObjectAt): vscode.Uri {
  const address: Address = [comparison.id, side, kustomization, key];
  return vscode.Uri.from({ scheme, path: comparedPath(key), query: JSON.stringify(address) });
}

/**
 * Provides the sides of compared objects: read-only YAML that never changes, since another comparison has documents of
 * its own. What it shows was masked where it was compared.
 */
export function provideChangeDocuments(state: ChangesState): vscode.Disposable {
  const forget = (): void => {
    const open = vscode.workspace.textDocuments.flatMap(({ uri }) => addressOf(uri)?.[0] ?? []);
    state.keepOnly(new Set(open));
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => content(state, uri),
    }),
    showAsObject(scheme),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) forget();
    }),
  );
}

/** Opens the diff of the object of a row, as a preview; does nothing for a row without two sides. */
export async function openChange(comparison: Comparison, row: ChangesRow | undefined): Promise<void> {
  if (row?.type !== 'object' || !row.opens) return;
  const { kind, name } = parseKey(row.key);
  const { left, right } = comparison.question.sides;
  const title = texts.changes.diffTitle(plainText(`${kind}/${name}`), left, right);
  const sides = [sideUri(comparison, 'before', row), sideUri(comparison, 'after', row)];
  await vscode.commands.executeCommand('vscode.diff', ...sides, title, { preview: true });
}

/** Opens all differences of a comparison in one editor, an entry for each object, in the order of the view. */
export async function openAllChanges(comparison: Comparison): Promise<void> {
  const { question, tree } = comparison;
  const entries = changingRows(tree).map((row) => {
    const [before, after] = [sideUri(comparison, 'before', row), sideUri(comparison, 'after', row)];
    const object = objectOf(comparison, row);
    const left = object?.before && before;
    const right = object?.after && after;
    return [right ?? before, left, right];
  });
  await vscode.commands.executeCommand('vscode.changes', titleOf(question), entries);
}

function titleOf({ subject, against, sides: { left, right } }: Question): string {
  return against === undefined
    ? texts.changes.allTitle(subject, left, right)
    : texts.changes.allTitleOfSides(left, right);
}

function content(state: ChangesState, uri: vscode.Uri): string {
  const address = addressOf(uri);
  const comparison = address && state.find(address[0]);
  if (!address || !comparison) return texts.changes.forgotten();
  const [, side, kustomization, key] = address;
  const value = objectOf(comparison, { kustomization, key })?.[side];
  return value === undefined ? '' : lazy('manifests').toYaml(value);
}

function objectOf({ findings }: Comparison, { kustomization, key }: ObjectAt): ObjectPrediction | undefined {
  const prediction = findings.predictions.find((one) => one.key === kustomization);
  const objects = prediction?.objects ?? findings.pending.get(kustomization) ?? [];
  return objects.find((object) => object.key === key);
}

function addressOf(uri: vscode.Uri): Address | undefined {
  if (uri.scheme !== scheme) return undefined;
  try {
    const parts = JSON.parse(uri.query) as readonly unknown[];
    const isWhole = parts.length === 4 && parts.every((part) => typeof part === 'string');
    return isWhole ? (parts as unknown as Address) : undefined;
  } catch {
    return undefined;
  }
}
