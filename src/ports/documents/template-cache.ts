/**
 * Compiled templates by key (id, version, file and compiler version). Losing one costs a compile, nothing else: no
 * member ever throws.
 */
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'

export interface TemplateCache {
  /** The template, or undefined: not there, not reachable, or not what was put. */
  get(key: string): Promise<CompiledTemplate | undefined>
  /** Stores the template, if possible. */
  put(key: string, template: CompiledTemplate): Promise<void>
  /** Removes it, to make room. */
  delete(key: string): Promise<void>
}

/** Measurements of a cache. */
export interface TemplateCacheFigures {
  /** A lookup: where the template was found, or `miss`, and its duration. */
  observeLookup(found: 'lru' | 'redis' | 'miss', seconds: number): void
  /** A failed operation; `foreign`: the server returned bytes that this installation did not put there. */
  countFailure(operation: 'get' | 'put' | 'delete', reason: 'unreachable' | 'timeout' | 'foreign' | 'refused'): void
}
