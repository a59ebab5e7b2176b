/** Template caches in layers, the nearest first. A template found in a farther layer is copied to the nearer ones. */
import type { TemplateCache, TemplateCacheFigures } from '../../../ports/documents/template-cache.ts'
import type { CompiledTemplate } from '../../../rendering/template/compiled-template.ts'

export interface Layer {
  readonly name: 'lru' | 'redis'
  readonly cache: TemplateCache
}

export class LayeredTemplateCache implements TemplateCache {
  readonly #layers: readonly Layer[]
  readonly #figures: TemplateCacheFigures

  constructor(layers: readonly Layer[], figures: TemplateCacheFigures) {
    this.#layers = layers
    this.#figures = figures
  }

  async get(key: string): Promise<CompiledTemplate | undefined> {
    const began = performance.now()
    const seconds = () => (performance.now() - began) / 1000
    for (const [depth, { name, cache }] of this.#layers.entries()) {
      const template = await cache.get(key)
      if (template === undefined) continue
      this.#figures.observeLookup(name, seconds())
      for (const nearer of this.#layers.slice(0, depth)) await nearer.cache.put(key, template)
      return template
    }
    this.#figures.observeLookup('miss', seconds())
    return undefined
  }

  async put(key: string, template: CompiledTemplate): Promise<void> {
    await Promise.all(this.#layers.map(({ cache }) => cache.put(key, template)))
  }

  async delete(key: string): Promise<void> {
    await Promise.all(this.#layers.map(({ cache }) => cache.delete(key)))
  }
}
