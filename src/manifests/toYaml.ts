import { stringify } from 'yaml';

/**
 * A value as YAML the way kubectl prints objects: keys in the order given, long lines kept, no anchors. Texts that YAML 1.1
 * reads as something else (`yes`, `0777`) are quoted, since kubectl and Flux read YAML so.
 */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
}
