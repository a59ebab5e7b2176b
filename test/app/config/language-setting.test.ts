/** The setting for the language of documents whose template says none. */
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/app/config.ts'

test('DOCGEN_LANGUAGE is a known language tag, or left out', () => {
  expect(readConfig({ DOCGEN_LANGUAGE: 'de-de' }).language).toBe('de-DE')
  for (const DOCGEN_LANGUAGE of [undefined, '']) expect(readConfig({ DOCGEN_LANGUAGE }).language).toBeUndefined()
  for (const DOCGEN_LANGUAGE of ['german', 'de_DE', 'xx'])
    expect(() => readConfig({ DOCGEN_LANGUAGE })).toThrow('DOCGEN_LANGUAGE: takes a language tag (BCP 47) like de-DE.')
})
