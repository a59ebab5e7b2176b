/** The table of settings in docs/operations.md is that of the code. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { operationsDocument } from '../../scripts/settings-doc.ts'
import { SETTINGS } from '../../src/app/config/settings-table.ts'

it('docs/operations.md says what the settings are (otherwise: npm run docs:settings)', () => {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  for (const { name } of Object.values(SETTINGS)) expect(text).toContain(`| \`${name}\` |`)
  expect(text).toBe(operationsDocument(text))
})
