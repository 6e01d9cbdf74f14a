/** Words that CEL keeps for itself: a field of such a name is written `__namespace__`. */
const reserved = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return var void ' +
    'while'
  ).split(' '),
);

const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * The name by which a rule reads a field: `node-type` is `node__dash__type`. Undefined for a field that no rule can read
 * (kubernetes/kubernetes, apiserver/pkg/cel/escaping.go).
 */
export function escapeField(name: string): string | undefined {
  if (!/^[a-zA-Z_./-][\w./-]*$/.test(name)) return undefined;
  if (reserved.has(name)) return `__${name}__`;
  return name.replace(/__|[-./]/g, (part) => escapes[part] ?? part);
}
