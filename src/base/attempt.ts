import { failureOf, isAbort, messageOf, type Failure } from './failure.ts';
import { createLimiter } from './limiter.ts';

/** What became of one item of several. */
export type Attempt<Item, Value> =
  { readonly item: Item; readonly value: Value } | { readonly item: Item; readonly failure: Failure };

/**
 * Does something for each item, at most `limit` at a time and in their order, and says of each what became of it: one
 * that fails hides no other. What the signal ends, or keeps from starting, fails with code `cancelled`. Never rejects.
 */
export function attemptEach<Item, Value>(
  items: readonly Item[],
  limit: number,
  act: (item: Item) => Promise<Value>,
  signal: AbortSignal,
): Promise<Attempt<Item, Value>[]> {
  const limited = createLimiter(limit);
  return Promise.all(
    items.map(async (item) => {
      try {
        return { item, value: await limited(() => act(item), signal) };
      } catch (error) {
        const message = messageOf(error);
        if (signal.aborted && isAbort(error)) return { item, failure: { code: 'cancelled', message } };
        return { item, failure: failureOf(error) ?? { code: 'unexpected', message } };
      }
    }),
  );
}
