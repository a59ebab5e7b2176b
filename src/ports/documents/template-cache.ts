/**
 * Compiled templates by key (id, version, file and compiler version). A lost entry only costs a compilation, so no
 * method ever throws.
 */
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'

export interface TemplateCache {
  /** The template; undefined where it is missing, unreachable, or not what was put. */
  get(key: string): Promise<CompiledTemplate | undefined>
  /** Stores the template, if possible. */
  put(key: string, template: CompiledTemplate): Promise<void>
  /** Removes it to free memory. */
  delete(key: string): Promise<void>
}

/** Measurements of a cache. */
export interface TemplateCacheFigures {
  /** Records a lookup: where the template was found, and its duration. */
  looked(found: 'lru' | 'redis' | 'miss', seconds: number): void
  /** Records a failed operation. `foreign`: the server returned bytes that this installation did not put there. */
  failed(operation: 'get' | 'put' | 'delete', reason: 'unreachable' | 'timeout' | 'foreign' | 'refused'): void
}
