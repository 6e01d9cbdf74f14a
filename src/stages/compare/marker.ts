/** What image automation sets on a line. */
export interface PolicyMarker {
  /** `namespace:name` of the ImagePolicy. */
  readonly policy: string;
  readonly part: 'tag' | 'name' | 'digest' | undefined;
}

/**
 * The marker behind a value, in the rest of its line: `# {"$imagepolicy": "namespace:policy[:tag|name|digest]"}`
 * (image-automation-controller, pkg/update/setters.go). `end` is where the value ends.
 */
export function policyMarker(text: string, end: number): PolicyMarker | undefined {
  const lineEnd = text.slice(end, end + 400).search(/[\r\n]/);
  const rest = text.slice(end, lineEnd < 0 ? end + 400 : end + lineEnd);
  const match =
    /#[ \t]*\{[ \t]*"\$imagepolicy"[ \t]*:[ \t]*"([^":]{1,253}):([^":]{1,253})(?::(tag|name|digest))?"/.exec(rest);
  if (match === null) return undefined;
  const [, namespace = '', name = '', part] = match;
  return { policy: `${namespace}:${name}`, part: part as PolicyMarker['part'] };
}
