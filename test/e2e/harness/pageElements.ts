/** What functions that run in the page use of its elements; the project does not know the browser's types. */
export interface PageElement {
  getAttribute(name: string): string | null;
}

/** Runs in the page: the accessible names of the elements. */
export function accessibleNames(elements: readonly PageElement[]): string[] {
  return elements.map((element) => element.getAttribute('aria-label') ?? '');
}
