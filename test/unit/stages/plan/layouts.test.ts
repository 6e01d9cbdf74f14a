import { expect, it } from 'vitest';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';
import { stagePairs } from '../../../../src/stages/terms/stagePairs.ts';
import { everyPromotion } from '../../../oracle/promotions/everyPromotion.ts';
import { layouts } from './shapes/layouts.ts';

it.each(layouts.map((layout) => [layout.name, layout] as const))('promotes each difference of %s', (_, layout) => {
  const files = new Map(Object.entries(layout.repository));
  const { config } = recogniseStages({ paths: files.keys(), branches: [] });
  expect(config.stages.map(({ name, paths }) => `${name}: ${paths.join(' ')}`)).toEqual(layout.stages);
  const found = stagePairs(config).map(([from, to]) => everyPromotion(files, config.stages, [from.name, to.name]));
  expect(found.flatMap(({ broken }) => broken)).toEqual([]);
  expect(found.map(({ asked, moved, refused }) => ({ asked, moved, refused }))).toEqual(layout.promotions);
});
