/** A path whose values are encoded, each as one segment: `` path`/repos/${owner}/${name}/pulls` ``. */
export function path(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts.reduce((whole, text, index) => `${whole}${encodeURIComponent(String(values[index - 1] ?? ''))}${text}`);
}
