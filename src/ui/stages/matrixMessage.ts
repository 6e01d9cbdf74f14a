/** What the page of the matrix tells. */
export type MatrixMessage = { readonly type: 'ready' } | { readonly type: 'open'; readonly id: string };

/** Reads a message; undefined for anything that the page has no reason to send. */
export function parseMatrixMessage(value: unknown): MatrixMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, id } = value as { readonly type?: unknown; readonly id?: unknown };
  if (type === 'ready') return { type };
  return type === 'open' && typeof id === 'string' && id.length <= 2000 ? { type, id } : undefined;
}
