import { objectMeta } from '../../schema/objectMeta.ts';
import type { KindSchema } from '../../schema/schema.ts';

/** What every object has, for kinds that no schema describes and for documents that do not say what they are yet. */
export const genericObject: KindSchema = {
  group: '',
  version: '',
  kind: '',
  namespaced: true,
  schema: {
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { ...objectMeta, required: ['name'] },
      spec: { type: 'object' },
    },
  },
  definition: () => undefined,
  origin: 'catalogue',
  source: 'Kubernetes',
  custom: true,
};
