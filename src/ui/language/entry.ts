/** What the bundle client.cjs offers to the editor. */
export { startLanguage } from './language.ts';
