/** The part of the global `WebAssembly` that is used; Node's types only name its modules. */
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (
    module: WasmModule,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** A compiled module: an opaque value that threads share. */
export type WasmModule = WebAssembly.Module;

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
