/** What a template may name as `{{ name }}`, with what stands for it. */
export type TemplateValues = Readonly<Record<string, string>>;

const placeholder = /\{\{[ \t]*([\w-]+)[ \t]*\}\}/g;

/** Fills in a template. What it names and is not known stays as it is written, so that it is seen. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replace(placeholder, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? written) : written,
  );
}
