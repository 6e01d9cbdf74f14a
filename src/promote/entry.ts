/** What the bundle promote.cjs gives. */
export { ciCredentials, ciForge } from './ci.ts';
export { openProject, requireStage } from './project.ts';
export { compareProject, stageOverview } from './overview.ts';
export { proposeConfig } from './proposeConfig.ts';
export { previewPromotion, readPair } from './previewPromotion.ts';
export { publishPromotion } from './publishPromotion.ts';
export { followLanding, landingNow } from './landing/followLanding.ts';
export { listRevisionsRan } from './rollback/listRevisionsRan.ts';
export { planRollback } from './rollback/planRollback.ts';
export { planPreview, planPreviewRemoval } from './preview/planPreview.ts';
