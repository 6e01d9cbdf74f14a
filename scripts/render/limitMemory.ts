/** Number of the section of a WebAssembly module that says how large its memory is. */
const memorySection = 5;
const headerLength = 8;
const pageSize = 65536;

/**
 * The same module with a largest size of its memory, in bytes, which Go's linker does not set. Throws if the module does
 * not have one memory without a limit. (WebAssembly Core Specification, binary format, memory section.)
 */
export function limitMemory(module: Uint8Array, largest: number): Uint8Array {
  for (let at = headerLength; at < module.length;) {
    const id = module[at];
    const size = readNumber(module, at + 1);
    const end = size.next + size.value;
    if (id === memorySection) {
      const [count, kind] = [module[size.next], module[size.next + 1]];
      if (count !== 1 || kind !== 0) throw new Error('The module must have one memory without a largest size.');
      const least = module.subarray(size.next + 2, end);
      const content = [1, 1, ...least, ...numberBytes(largest / pageSize)];
      return Buffer.concat([
        module.subarray(0, at),
        Uint8Array.from([memorySection, ...numberBytes(content.length), ...content]),
        module.subarray(end),
      ]);
    }
    at = end;
  }
  throw new Error('The module has no memory.');
}

/** LEB128, unsigned. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; ; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if ((byte & 0x80) === 0) return { value, next: at + index + 1 };
  }
}

function numberBytes(value: number): number[] {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}
