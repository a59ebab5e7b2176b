/** Two names at one address are refused when a template is registered. */
import { expect, test } from 'vitest'
import { checkAddresses } from '../../../src/domain/questions/check-addresses.ts'
import type { Question } from '../../../src/domain/questions/question.ts'

const text = (name: string): Question => ({ name, kind: 'text', label: name, required: true, when: [] })
const list = (name: string, ...fields: readonly Question[]): Question => ({ ...text(name), kind: 'list', fields })

test.each([
  ['an item’s field', [text('items.1.price'), list('items', text('price'))], 'items.1.price'],
  ['an item', [list('items', text('.')), text('items.2')], 'items.2'],
  ['an item, whatever its field', [text('items.1.x'), list('items', text('price'))], 'items.1.x'],
  ['a list with a dot', [list('order.items', text('price')), text('order.items.3.price')], 'order.items.3.price'],
  [
    'a field beside a list inside a list',
    [list('orders', list('parts', text('no')), text('parts.1.no'))],
    'parts.1.no',
  ],
])('%s', (_, questions, field) => {
  expect(checkAddresses(questions)).toMatchObject({
    ok: false,
    error: { code: 'unprocessable', details: { field, reason: 'address_collision' } },
  })
})

test.each([
  [[text('items.total'), list('items', text('price'))]],
  [[text('item.1.price'), list('items', text('price'))]],
  [[text('items.1.price'), text('items')]],
  [[text('items1'), list('items', text('price'))]],
])('%j are apart', (questions) => {
  expect(checkAddresses(questions).ok).toBe(true)
})
