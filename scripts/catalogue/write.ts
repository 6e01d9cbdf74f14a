/** JSON with one line for each entry of each table: compact, and a change shows as the lines that changed. */
export function linesOfTables(tables: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(tables).map(([name, table]) => `${JSON.stringify(name)}:${linesOf(table)}`);
  return `{${parts.join(',\n')}}\n`;
}

function linesOf(table: unknown): string {
  if (Array.isArray(table)) return `[\n${table.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  if (typeof table !== 'object' || table === null) return JSON.stringify(table);
  const lines = Object.entries(table).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}
