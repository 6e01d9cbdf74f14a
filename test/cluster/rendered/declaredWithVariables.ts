import type { VariableSource } from '../../../src/diff/terms/ports.ts';
import { asObjects, asText, valueAt } from '../../../src/flux/fields.ts';
import { textOf, type Files, type RenderRequest } from '../../../src/render/renderer.ts';
import { declaredRequests } from '../../render/oracle/repository.ts';

/**
 * A request for each Flux Kustomization that is declared in `files`; those that take variables from the cluster are given
 * one for each that the files name.
 */
export function declaredWithVariables(files: Files): readonly RenderRequest[] {
  let data: Readonly<Record<string, string>> | undefined;
  return [...declaredRequests(files)].map(({ kustomization }) => {
    const sources = asObjects(valueAt(kustomization.spec, 'postBuild', 'substituteFrom'));
    if (sources.length > 0) data ??= valuesFor(files);
    const variables = sources.map((source): VariableSource => {
      const kind = source['kind'] === 'Secret' ? 'Secret' : 'ConfigMap';
      return { kind, name: asText(source['name']) ?? '', state: 'given', data: data ?? {} };
    });
    return { files, kustomization, variables };
  });
}

function valuesFor(files: Files): Readonly<Record<string, string>> {
  const names = [...files].flatMap(([path, content]) =>
    /\.ya?ml$/.test(path) ? [...textOf(content).matchAll(/\$\{([A-Za-z_]\w*)/g)].map(([, name = '']) => name) : [],
  );
  return Object.fromEntries([...new Set(names)].map((name) => [name, `of-${name.toLowerCase().replaceAll('_', '-')}`]));
}
