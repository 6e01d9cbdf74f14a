import { groupOfKind, kindName } from '../../flux/object.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import type { LanguageContext } from '../context.ts';
import { isStagesFile } from '../assumedKind.ts';
import { isKustomizationFile } from '../kustomizationFile.ts';
import { fitTemplate } from './fitTemplate.ts';
import { snippetItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import { likelyAround } from './likely.ts';
import { objectTemplates } from './objectTemplates.ts';

/** Whether other programs read a file, by a name that they prescribe. */
function isForAnother(path: string): boolean {
  return (
    path.includes('/.github/') ||
    isStagesFile(path) ||
    /^(?:(?:docker-)?compose|values|Chart|mkdocs)\b/.test(fileNameOf(path))
  );
}

/** Whole objects to begin an empty document with, in the versions that the schemas prefer. */
export function completeObjects(place: OpenPlace, filePath: string, context: LanguageContext): CompletionItem[] {
  if (place.at !== 'key' || place.path.length > 0 || place.quote !== '' || place.colon || place.flow) return [];
  if ((place.maps.at(-1)?.entries().size ?? 0) > 0 || isForAnother(filePath)) return [];
  const isKustomization = isKustomizationFile(filePath);
  return objectTemplates.flatMap(({ kindId, label, hint, body }, index) => {
    const [group, kind] = [groupOfKind(kindId), kindName(kindId)];
    const version = context.schemas.versions(group, kind)[0];
    const isKustomize = group === 'kustomize.config.k8s.io';
    if (version === undefined || isKustomize !== isKustomization) return [];
    const apiVersion = `${group}/${version}`;
    const fitted = fitTemplate(body, likelyAround({ apiVersion, kind }, undefined, context));
    const indented = `apiVersion: ${apiVersion}\nkind: ${kind}\n${fitted}`.trimEnd();
    const text = indented.replaceAll('\n', `\n${' '.repeat(place.column)}`);
    const facts = {
      label: label ?? kind,
      kind: 'object',
      detail: apiVersion,
      documentation: `${kind}: ${hint}.`,
      sortText: `0${String(index).padStart(2, '0')}`,
    } as const;
    return [snippetItem(place, text, facts)];
  });
}
