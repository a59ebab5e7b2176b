/** Compiled templates in this process: the most recently used ones, within a bound of bytes. */
import { LRUCache } from 'lru-cache'
import type { TemplateCache } from '../../../ports/documents/template-cache.ts'
import { encodeCompiled, type CompiledTemplate } from '../../../rendering/template/compiled-template.ts'

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024

export class MemoryTemplateCache implements TemplateCache {
  readonly #templates: LRUCache<string, CompiledTemplate>

  /** `maxBytes` bounds the encoded size of all templates together; one that is larger alone is not kept. */
  constructor(maxBytes: number = DEFAULT_MAX_BYTES) {
    this.#templates = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (template) => encodeCompiled(template).length,
    })
  }

  async get(key: string): Promise<CompiledTemplate | undefined> {
    return this.#templates.get(key)
  }

  async put(key: string, template: CompiledTemplate): Promise<void> {
    this.#templates.set(key, template)
  }
  async delete(key: string): Promise<void> {
    this.#templates.delete(key)
  }
}
