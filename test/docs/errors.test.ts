import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { httpApiDocument } from '../../scripts/errors-doc.ts'

it('docs/http-api.md says what the error codes are (otherwise: npm run docs:errors)', () => {
  const text = readFileSync(new URL('../../docs/http-api.md', import.meta.url), 'utf8')
  expect(httpApiDocument(text)).toBe(text)
})
