import { expect, it } from 'vitest'
import { unwrap } from '../../src/domain/kernel/errors.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { renderDocument } from '../../src/rendering/render.ts'

it.each([
  [{ yes: true, text: 'Ja' }, 'Ja: with Ja'],
  [{ yes: false, text: 'Nein' }, 'Nein: without'],
])('yes or no decides a section and prints its own word: %j', async (gift, expected) => {
  const template = unwrap(
    await compileTemplate(Buffer.from('{{gift}}: {{#gift}}with {{gift}}{{/gift}}{{^gift}}without{{/gift}}'), 'text'),
  )
  expect(Buffer.from(unwrap(renderDocument(template, { gift })).bytes).toString()).toBe(expected)
})
