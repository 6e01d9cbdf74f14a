import { stringify } from 'yaml';

/** How far what is nested is indented, and whether lists in maps are. */
export interface YamlLayout {
  readonly step: number;
  readonly indentsLists: boolean;
}

/**
 * A value as YAML the way kubectl prints objects: keys in the order given, long lines kept, no anchors. Texts that YAML 1.1
 * reads as something else (`yes`, `0777`) are quoted, since kubectl and Flux read YAML so.
 */
export function toYaml(value: unknown, layout: YamlLayout = { step: 2, indentsLists: true }): string {
  return stringify(value, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
    indent: layout.step,
    indentSeq: layout.indentsLists,
  });
}
