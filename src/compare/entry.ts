/** What the bundle `compare.cjs` gives. */
export { createEngine } from './createEngine.ts';
export { chooseTarget } from './declared/chooseTarget.ts';
export { createDeclaredBuilds } from './declared/declaredBuilds.ts';
export { readRepository } from './declared/repositoryAt.ts';
