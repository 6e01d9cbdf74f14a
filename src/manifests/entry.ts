/** What the bundle manifests.cjs offers to the editor. */
export { declaredObjects } from './declaredObjects.ts';
export { toYaml } from './toYaml.ts';
