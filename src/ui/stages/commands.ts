/** What the bundle stageCommands.cjs gives: what commands about stages do, loaded with the first of them. */
export { compareBuilds } from './compareBuilds.ts';
export { compareStages } from './compareStages.ts';
export { configureStages } from './configureStages.ts';
export { createPreview } from './preview/createPreview.ts';
export { removePreview } from './preview/removePreview.ts';
export { promote } from './promote/promote.ts';
export { forgetHostTokens, signInToHost } from './promote/signInCommands.ts';
export { didItLand } from './requests/didItLand.ts';
export { rollBack } from './rollback/rollBack.ts';
