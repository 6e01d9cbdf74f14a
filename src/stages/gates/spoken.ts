import { counted } from '../../base/counted.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** Milliseconds in a sentence, by the two largest units: `2 days 3 hours`, `45 minutes`; rounded down. */
export function spoken(milliseconds: number): string {
  const parts: string[] = [];
  let left = milliseconds;
  for (const [name, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(counted(count, name));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
