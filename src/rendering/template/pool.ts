/**
 * Collects a template's static bytes while it is compiled.
 */
import type { StaticNode } from './program.ts'

export interface BytePool {
  /** Adds text, as UTF-8. */
  readonly add: (text: string) => StaticNode
  /** Adds bytes and says where they went. */
  readonly addBytes: (bytes: Uint8Array) => { readonly at: number; readonly size: number }
  /** All bytes added so far. */
  readonly bytes: () => Buffer
}

export function createPool(): BytePool {
  const chunks: Uint8Array[] = []
  let size = 0
  const addBytes = (bytes: Uint8Array): { at: number; size: number } => {
    const at = size
    chunks.push(bytes)
    size += bytes.length
    return { at, size: bytes.length }
  }
  return {
    addBytes,
    add: (text) => ({ node: 'static', ...addBytes(Buffer.from(text, 'utf8')) }),
    bytes: () => Buffer.concat(chunks, size),
  }
}
