/** What is used of a browser's page; this project does not know the browser's types. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
}

export interface PageGlobals {
  readonly document: {
    readonly body: PageElement;
    querySelector(selector: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
    addEventListener(type: string, listener: () => void, options: { capture: boolean; once: boolean }): void;
  };
  readonly MutationObserver: new (callback: () => void) => {
    observe(target: PageElement, options: Readonly<Record<string, boolean | readonly string[]>>): void;
    disconnect(): void;
  };
  requestAnimationFrame(callback: () => void): void;
  /** What scripts of the benches leave for each other. */
  sluiceBench?: unknown;
}
