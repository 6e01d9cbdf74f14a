/** What the bundle promote.cjs gives. */
export { readConfiguredForges } from '../forges/places/configured.ts';
export { cleanUp } from '../git/write/cleanUp.ts';
export { ciCredentials, ciForge } from './ci.ts';
export { openProject, requireStage } from './project.ts';
export { compareProject, stageOverview } from './overview.ts';
export { proposeConfig } from './proposeConfig.ts';
export { destinationOf, previewPromotion, readPair } from './previewPromotion.ts';
export { followLanding, landingNow } from './landing/followLanding.ts';
export { listRevisionsRan } from './rollback/listRevisionsRan.ts';
export { planRollback } from './rollback/planRollback.ts';
export { planPreview } from './preview/planPreview.ts';
export { planRemoval } from './preview/planRemoval.ts';
export { headBranch, publishPromotion } from './publishPromotion.ts';
export { remoteOf } from './remotes.ts';
export { forgeAt, remotePlace, reviewOf } from './review.ts';
export { gatesOf } from '../stages/gates/gatesOf.ts';
export { promotionSource } from './originalCommits.ts';
