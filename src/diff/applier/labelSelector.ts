/** Requirements that all have to be met; see {@link parseLabelSelector}. */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

const key = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const setOf = new RegExp(`^(${key})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const compared = new RegExp(`^(${key})\\s*(==|=|!=|>|<)\\s*([-A-Za-z0-9_.]*)$`);
const present = new RegExp(`^(!?)\\s*(${key})$`);

/**
 * Reads a label selector as `kubectl get -l` takes it: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`. Undefined where it cannot
 * be read. `!=` and `notin` hold where the label is missing (apimachinery, pkg/labels/selector.go).
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  const parts = text.split(/,(?![^(]*\))/).map((part) => part.trim());
  const requirements = parts.filter((part, index) => part !== '' || index > 0).map(requirement);
  const readable = requirements.filter((one) => one !== undefined);
  if (readable.length < requirements.length) return undefined;
  return (labels) => readable.every((holds) => holds(labels));
}

function requirement(text: string): LabelSelector | undefined {
  const [, name = '', operator, list = ''] = setOf.exec(text) ?? [];
  if (operator !== undefined) {
    const values = new Set(list.split(',').map((value) => value.trim()));
    return (labels) => {
      const value = labels.get(name);
      return operator === 'in' ? value !== undefined && values.has(value) : value === undefined || !values.has(value);
    };
  }
  const [, label = '', sign, wanted = ''] = compared.exec(text) ?? [];
  if (sign === '>' || sign === '<') {
    return (labels) => {
      const value = labels.get(label);
      if (value === undefined || !/^-?\d{1,15}$/.test(value) || !/^-?\d{1,15}$/.test(wanted)) return false;
      return sign === '>' ? Number(value) > Number(wanted) : Number(value) < Number(wanted);
    };
  }
  if (sign !== undefined) return (labels) => (labels.get(label) === wanted) === (sign !== '!=');
  const [, not, one = ''] = present.exec(text) ?? [];
  return not === undefined ? undefined : (labels) => labels.has(one) === (not === '');
}
