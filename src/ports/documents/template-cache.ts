/**
 * Compiled templates by key (id, version, file and compiler version). Losing one costs a compile, nothing else: no
 * member ever throws.
 */
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'

export interface TemplateCache {
  /** The template, or undefined: not there, not reachable, or not what was put. */
  get(key: string): Promise<CompiledTemplate | undefined>
  /** Keeps the template if it can. */
  put(key: string, template: CompiledTemplate): Promise<void>
  /** Lets go of it, to make room. */
  delete(key: string): Promise<void>
}

/** What a cache tells of itself. */
export interface TemplateCacheFigures {
  /** Where a template was found, or `miss`, and how long the look took. */
  looked(found: 'lru' | 'redis' | 'miss', seconds: number): void
  /** A server did not do what it was asked; `foreign`: it gave bytes that this installation did not put there. */
  failed(operation: 'get' | 'put' | 'delete', reason: 'unreachable' | 'timeout' | 'foreign' | 'refused'): void
}
