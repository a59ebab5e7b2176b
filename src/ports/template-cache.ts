/** Compiled templates by key (id, version and compiler version). Losing one costs a compile, nothing else. */
import type { CompiledTemplate } from '../rendering/compiled-template.ts'

export interface TemplateCache {
  get(key: string): Promise<CompiledTemplate | undefined>
  put(key: string, template: CompiledTemplate): Promise<void>
}
