import type { Path, YamlMap } from '../manifests/yaml/node.ts';
import type { KindSchema } from '../schema/schema.ts';
import type { SchemaFinding } from '../schema/validate/schemaFinding.ts';
import { validateObject } from '../schema/validate/validateObject.ts';
import type { Finding } from './finding.ts';
import { sameDocument } from './place.ts';
import { isOpaque } from './rules/opaque.ts';

/** Whether something else than the document gives the field at a path. */
export type IsSupplied = (path: Path) => boolean;

/** Judges a map by the schema of its kind, as a whole object or as a patch. Spans count as the map's do. */
export function judgeStructure(
  object: YamlMap,
  kind: KindSchema,
  mode: 'object' | 'patch',
  isSupplied?: IsSupplied,
): Finding[] {
  const found = validateObject(object, kind, { mode, isOpaque, ...(isSupplied !== undefined && { isSupplied }) });
  return found.filter((finding) => !isExtensible(finding, kind)).map(asFinding);
}

/**
 * Whether a value may be allowed after all: Flux Operator and other controllers patch their kinds into the enums of the
 * kinds that Alerts and Receivers watch. What is a misspelling of a known kind stays a finding.
 */
function isExtensible({ code, path, fixes }: SchemaFinding, { group, kind, origin }: KindSchema): boolean {
  if (origin !== 'catalogue' || group !== 'notification.toolkit.fluxcd.io' || code !== 'not-allowed') return false;
  const field = path.filter((step) => typeof step === 'string').join('.');
  const isOpen = kind === 'Alert' ? field === 'spec.eventSources.kind' : field === 'spec.resources.kind';
  return isOpen && (fixes ?? []).length === 0;
}

function asFinding({ code, severity, message, span, fixes, alsoAt }: SchemaFinding): Finding {
  const related = alsoAt?.map((place) => ({ ...place, path: sameDocument }));
  return {
    code,
    severity,
    message,
    span,
    ...(fixes !== undefined && { fixes }),
    ...(related !== undefined && { related }),
  };
}
