/** What a benchmark measured, as it is written to the JSON file. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with in the same run; null if nothing is. */
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** `value` divided by `peerValue`. */
  readonly ratio: number | null;
  /** `<= 30 ms`, or `<= 0.5 x` for a limit of the ratio; null if there is none. */
  readonly budget: string | null;
  /** Whether the budget is kept; true where there is none. */
  readonly ok: boolean;
}

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: { readonly name: string; readonly value: number };
  /** A limit of the value, or of its ratio to the peer's. */
  readonly budget?: { readonly of: 'value' | 'ratio'; readonly atMost: number };
}

/** The row of a measurement. A limit of a ratio needs a peer. */
export function rowOf({ name, value, unit, peer, budget }: Measurement): Row {
  const ratio = peer === undefined ? null : value / peer.value;
  if (budget?.of === 'ratio' && ratio === null) throw new Error(`${name} has a budget against a peer, and no peer.`);
  const judged = budget?.of === 'ratio' ? (ratio ?? NaN) : value;
  return {
    name,
    value: rounded(value),
    unit,
    peer: peer?.name ?? null,
    peerValue: peer === undefined ? null : rounded(peer.value),
    ratio: ratio === null ? null : rounded(ratio),
    budget: budget === undefined ? null : `<= ${budget.atMost} ${budget.of === 'ratio' ? 'x' : unit}`,
    ok: budget === undefined || judged <= budget.atMost,
  };
}

/** The rows as a table for people, one line each. */
export function formatRows(rows: readonly Row[]): string {
  const head = ['', 'value', 'peer', 'ratio', 'budget', ''];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ name, value, unit, peer, peerValue, ratio, budget, ok }: Row): string[] {
  return [
    name,
    `${readable(value)} ${unit}`,
    peer === null || peerValue === null ? '' : `${readable(peerValue)} ${unit} (${peer})`,
    ratio === null ? '' : `${ratio.toFixed(2)} x`,
    budget ?? '',
    budget === null ? '' : ok ? 'ok' : 'MISSED',
  ];
}

function readable(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
