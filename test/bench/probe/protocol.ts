/** What the probe in the extension host can be asked, and its answers. Times are in milliseconds. */
export interface ProbeAnswers {
  /** How long Sluice took to load and to activate; `processor` is the time that both kept the process busy. */
  readonly activate: { readonly load: number; readonly activate: number; readonly processor: number };
  /** Collects garbage; then the memory of the process, in bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number };
  /** Processor time used by the process so far. */
  readonly cpu: { readonly used: number };
  /** What keeps the process busy: open TCP connections and child processes. */
  readonly handles: { readonly connections: number; readonly children: number };
}

export type ProbeQuestion = keyof ProbeAnswers;

/** The variable that names the file in which the probe leaves its {@link ProbeAddress}. */
export const probeVariable = 'SLUICE_BENCH_PROBE';

/** Where the probe of an extension host listens, at 127.0.0.1. */
export interface ProbeAddress {
  readonly port: number;
  readonly pid: number;
}
