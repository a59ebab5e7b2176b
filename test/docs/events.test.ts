import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { eventsDocument } from '../../scripts/events-doc.ts'

it('docs/events.md says what the catalogue says (otherwise: npm run docs:events)', () => {
  expect(readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8')).toBe(eventsDocument())
})
