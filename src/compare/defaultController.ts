import type { ControllerSettings } from '../diff/terms/ports.ts';
import { controllerFlags } from '../flux/controllerFlags.ts';

/** kustomize-controller as Flux installs it: what is looked at without a cluster. */
export const defaultController: ControllerSettings = {
  ...controllerFlags([], undefined),
  assumptions: [],
};
