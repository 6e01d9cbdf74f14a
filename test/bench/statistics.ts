/** The middle of values: of an even number the mean of the two in the middle. Throws if there are none. */
export function median(values: readonly number[]): number {
  const sorted = sort(values);
  const half = sorted.length / 2;
  return (at(sorted, Math.ceil(half) - 1) + at(sorted, Math.floor(half))) / 2;
}

/** The smallest of the values that at least 95 of 100 do not exceed. Throws if there are none. */
export function p95(values: readonly number[]): number {
  return at(sort(values), Math.ceil(values.length * 0.95) - 1);
}

function sort(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function at(sorted: readonly number[], index: number): number {
  const value = sorted[index];
  if (value === undefined) throw new Error('There is no median and no percentile of nothing: no value was measured.');
  return value;
}
