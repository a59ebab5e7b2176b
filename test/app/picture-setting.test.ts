/** How many pixels pictures keep: a setting that is on unless it is turned off. */
import { expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'

test.each([
  [undefined, 300],
  ['', 300],
  ['150', 150],
  ['96', 96],
  ['1200', 1200],
  ['off', undefined],
  ['OFF', undefined],
])('DOCGEN_PICTURE_DPI=%s keeps %s pixels to an inch', (written, dpi) => {
  expect(readConfig({ DOCGEN_PICTURE_DPI: written }).picture_dpi).toBe(dpi)
})

test.each(['0', '95', '1201', '300dpi', '-300', '3e2', 'no'])('DOCGEN_PICTURE_DPI=%s stops the start', (written) => {
  expect(() => readConfig({ DOCGEN_PICTURE_DPI: written })).toThrow(
    'DOCGEN_PICTURE_DPI: takes a number of pixels to an inch from 96 to 1200, or off.',
  )
})
