/** Which other sites may call the API is an operator's word, checked at the start. */
import { expect, test } from 'vitest'
import { readConfig } from '../../../src/app/config.ts'

const originsOf = (text?: string) => readConfig(text === undefined ? {} : { DOCGEN_CORS_ORIGINS: text }).cors_origins

test.each([
  [undefined, []],
  ['', []],
  ['https://app.example.com', ['https://app.example.com']],
  ['https://app.example.com, http://localhost:5173', ['https://app.example.com', 'http://localhost:5173']],
  ['*', ['*']],
])('DOCGEN_CORS_ORIGINS=%s allows %o', (text, origins) => {
  expect(originsOf(text)).toEqual(origins)
})

test.each(['app.example.com', 'https://app.example.com/', 'https://*.example.com', 'https://a.example.com,', 'null'])(
  '%s is refused with what it takes',
  (text) => {
    expect(() => originsOf(text)).toThrow('DOCGEN_CORS_ORIGINS: takes origins like https://app.example.com')
  },
)
