/** Sections of Handlebars that are never closed are told with what to write instead. */
import { expect, test } from 'vitest'
import { scanTags } from '../../../src/rendering/template/tags/scan-tags.ts'

test.each([
  ['{{#if paid}}A{{/if}}', 'Write {{#paid}}, and {{/paid}} where the section ends.'],
  ['{{#each items}}A{{/each}}', 'Write {{#items}}, and {{/items}} where the section ends.'],
  ['{{#unless paid}}A{{/unless}}', 'Write {{^paid}}, and {{/paid}} where the section ends.'],
  ['{{#paid}}A', 'Put {{/paid}} where the section ends.'],
])('%s', (text, fix) => {
  expect(scanTags(text).mistakes[0]?.fix).toBe(fix)
})
