/** What the bundle promote.cjs gives. */
export { ciCredentials, ciForge } from './ci.ts';
export { openProject, requireStage } from './project.ts';
export { compareProject, stageOverview } from './overview.ts';
export { previewPromotion, readPair } from './previewPromotion.ts';
export { publishPromotion } from './publishPromotion.ts';
