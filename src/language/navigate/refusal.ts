/** Why something cannot be renamed: a sentence. */
export interface Refusal {
  readonly refusal: string;
}
