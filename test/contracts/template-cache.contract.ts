/** What every template cache must do: give back what was put, or nothing. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwrap } from '../../src/domain/kernel/errors.ts'
import type { TemplateCache } from '../../src/ports/documents/template-cache.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'

const template = async (text: string) => unwrap(await compileTemplate(Buffer.from(text), 'text'))

export function templateCacheContract(
  name: string,
  open: () => Promise<{ readonly cache: TemplateCache; readonly close: () => Promise<void> }>,
): void {
  describe(`template cache: ${name}`, () => {
    let cache: TemplateCache
    let close: () => Promise<void>
    beforeAll(async () => ({ cache, close } = await open()))
    afterAll(() => close())

    test('knows nothing of a key that was not put', async () => {
      expect(await cache.get(randomUUID())).toBeUndefined()
    })

    test('gives the template back that was put last under a key', async () => {
      const [key, other] = [randomUUID(), randomUUID()]
      await cache.put(key, await template('Dear {{name}}'))
      await cache.put(other, await template('{{#a}}x{{/a}}'))
      expect(await cache.get(key)).toEqual(await template('Dear {{name}}'))
      await cache.put(key, await template('Hello {{name}}'))
      expect(await cache.get(key)).toEqual(await template('Hello {{name}}'))
      expect(await cache.get(other)).toEqual(await template('{{#a}}x{{/a}}'))
    })

    test('lets go of what is deleted, and is content when there is nothing to delete', async () => {
      const key = randomUUID()
      await cache.put(key, await template('Dear {{name}}'))
      await cache.delete(key)
      await cache.delete(key)
      expect(await cache.get(key)).toBeUndefined()
    })

    test('loses templates without harm when it is given more than it holds', async () => {
      const keys = Array.from({ length: 50 }, () => randomUUID())
      for (const key of keys) await cache.put(key, await template(`${key} {{name}} ${'x'.repeat(10_000)}`))
      const found = await Promise.all(keys.map((key) => cache.get(key)))
      found.forEach((value, index) => {
        if (value !== undefined) expect(Buffer.from(value.pool).toString()).toContain(keys[index])
      })
      expect(await cache.get(keys.at(-1)!)).toBeDefined()
    })
  })
}
