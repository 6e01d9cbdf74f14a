/**
 * An evaluation that fails in the API server, too: a missing field, an index out of range, a text that is no number. The
 * rule has failed with it.
 */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}

/** Why nothing can be said of a rule: a function that is not supported, a value that is not known. Never a failure. */
export class NoVerdict extends Error {
  override readonly name = 'NoVerdict';
}

/** The rules of the document have cost too much: none is evaluated further. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
}
