/** A count with what is counted, for a sentence: `1 object`, `3 objects`. Only for words whose plural ends in `s`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
