import { stringify } from 'yaml';

/** A value as YAML the way kubectl prints objects: keys in the order given, long lines kept, no anchors. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
