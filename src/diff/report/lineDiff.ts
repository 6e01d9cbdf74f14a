import { structuredPatch } from 'diff';
import type { ObjectPrediction } from '../terms/prediction.ts';
import { toYaml } from '../../manifests/toYaml.ts';

/** Edits between two states beyond this are not looked for: both are shown as a whole then. */
const mostEdits = 2_000;

/**
 * The lines in which the states of an object differ, each behind `+`, `-` or a space, with lines around them; stretches are
 * parted by `...`. Empty where they do not differ.
 */
export function lineDiff(
  { before, after }: Pick<ObjectPrediction, 'before' | 'after'>,
  context = 3,
): readonly string[] {
  const [old, young] = [before, after].map((state) => (state === undefined ? '' : toYaml(state)));
  const options = { context, maxEditLength: mostEdits };
  const patch = structuredPatch('', '', old ?? '', young ?? '', undefined, undefined, options);
  if (patch === undefined) return [...marked('-', old), ...marked('+', young)];
  const [first = [], ...others] = patch.hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')));
  return [...first, ...others.flatMap((lines) => ['...', ...lines])];
}

function marked(sign: string, text = ''): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => sign + line);
}
