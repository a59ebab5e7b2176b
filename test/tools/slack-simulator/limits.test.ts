/** Every limit of Block Kit: a payload at the limit passes, one over it is refused at the right place. */
import { describe, expect, it } from 'vitest'
import { findBlockProblems, findViewProblems, textLength } from '../../../tools/slack-simulator/block-kit/validate.ts'
import type { Problem, Surface } from '../../../tools/slack-simulator/block-kit/checks.ts'

const of = (n: number): string => 'x'.repeat(n)
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index))
const text = (n: number) => ({ type: 'plain_text', text: of(n) })
const mrkdwn = (n: number) => ({ type: 'mrkdwn', text: of(n) })
const option = (label: number, value = 3, description?: number) => ({
  text: text(label),
  value: of(value),
  ...(description !== undefined && { description: text(description) }),
})
const button = (given = {}) => ({ type: 'button', text: text(3), ...given })
const section = (given = {}) => ({ type: 'section', text: text(3), ...given })
const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
const input = (element: unknown, given = {}) => ({ type: 'input', label: text(3), element, ...given })
const typed = (given = {}) => ({ type: 'plain_text_input', ...given })
const modal = (given = {}) => ({ type: 'modal', title: text(3), submit: text(3), blocks: [section()], ...given })

/**
 * What is limited, the limit, where the problem is reported, and a message's blocks (or those of `surface`) with `n` of
 * it.
 */
const BLOCK_LIMITS: [string, number, string, (n: number) => unknown[], Surface?][] = [
  ['blocks in a message', 50, '/blocks', (n) => times(n, () => ({ type: 'divider' }))],
  ['blocks in a modal', 100, '/blocks', (n) => times(n, () => ({ type: 'divider' })), 'modal'],
  ['blocks in the home tab', 100, '/blocks', (n) => times(n, () => ({ type: 'divider' })), 'home'],
  ['block_id', 255, '/blocks/0/block_id', (n) => [section({ block_id: of(n) })]],
  ['section text', 3000, '/blocks/0/text/text', (n) => [{ type: 'section', text: mrkdwn(n) }]],
  ['section fields', 10, '/blocks/0/fields', (n) => [{ type: 'section', fields: times(n, () => text(1)) }]],
  ['section field', 2000, '/blocks/0/fields/0/text', (n) => [{ type: 'section', fields: [mrkdwn(n)] }]],
  ['header', 150, '/blocks/0/text/text', (n) => [{ type: 'header', text: text(n) }]],
  ['context elements', 10, '/blocks/0/elements', (n) => [{ type: 'context', elements: times(n, () => mrkdwn(1)) }]],
  ['actions elements', 25, '/blocks/0/elements', (n) => [actions(...times(n, () => button()))]],
  ['markdown', 12_000, '/blocks/0/text', (n) => [{ type: 'markdown', text: of(n) }]],
  [
    'image alt_text',
    2000,
    '/blocks/0/alt_text',
    (n) => [{ type: 'image', image_url: 'https://a.example/a.png', alt_text: of(n) }],
  ],
  [
    'image title',
    2000,
    '/blocks/0/title/text',
    (n) => [{ type: 'image', image_url: 'https://a.example/a.png', alt_text: 'a', title: text(n) }],
  ],
  ['image_url', 3000, '/blocks/0/image_url', (n) => [{ type: 'image', image_url: of(n), alt_text: 'a' }]],
  [
    'table rows',
    100,
    '/blocks/0/rows',
    (n) => [{ type: 'table', rows: times(n, () => [{ type: 'raw_text', text: 'a' }]) }],
  ],
  [
    'table cells',
    20,
    '/blocks/0/rows/0',
    (n) => [{ type: 'table', rows: [times(n, () => ({ type: 'raw_text', text: 'a' }))] }],
  ],
  ['action_id', 255, '/blocks/0/elements/0/action_id', (n) => [actions(button({ action_id: of(n) }))]],
  ['button text', 75, '/blocks/0/elements/0/text/text', (n) => [actions(button({ text: text(n) }))]],
  ['button value', 2000, '/blocks/0/elements/0/value', (n) => [actions(button({ value: of(n) }))]],
  ['button url', 3000, '/blocks/0/elements/0/url', (n) => [actions(button({ url: of(n) }))]],
  [
    'button accessibility_label',
    75,
    '/blocks/0/elements/0/accessibility_label',
    (n) => [actions(button({ accessibility_label: of(n) }))],
  ],
  [
    'confirm title',
    100,
    '/blocks/0/elements/0/confirm/title/text',
    (n) => [actions(button({ confirm: { title: text(n), text: text(1) } }))],
  ],
  [
    'confirm text',
    300,
    '/blocks/0/elements/0/confirm/text/text',
    (n) => [actions(button({ confirm: { text: mrkdwn(n) } }))],
  ],
  [
    'confirm button',
    30,
    '/blocks/0/elements/0/confirm/confirm/text',
    (n) => [actions(button({ confirm: { text: text(1), confirm: text(n) } }))],
  ],
  [
    'confirm deny button',
    30,
    '/blocks/0/elements/0/confirm/deny/text',
    (n) => [actions(button({ confirm: { text: text(1), deny: text(n) } }))],
  ],
  [
    'overflow options',
    5,
    '/blocks/0/accessory/options',
    (n) => [section({ accessory: { type: 'overflow', options: times(n, () => option(3)) } })],
  ],
  [
    'select options',
    100,
    '/blocks/0/elements/0/options',
    (n) => [actions({ type: 'static_select', options: times(n, () => option(3)) })],
  ],
  [
    'option groups',
    100,
    '/blocks/0/elements/0/option_groups',
    (n) => [
      actions({ type: 'static_select', option_groups: times(n, () => ({ label: text(3), options: [option(3)] })) }),
    ],
  ],
  [
    'option group label',
    75,
    '/blocks/0/elements/0/option_groups/0/label/text',
    (n) => [actions({ type: 'static_select', option_groups: [{ label: text(n), options: [option(3)] }] })],
  ],
  [
    'options in a group',
    100,
    '/blocks/0/elements/0/option_groups/0/options',
    (n) => [
      actions({ type: 'static_select', option_groups: [{ label: text(3), options: times(n, () => option(3)) }] }),
    ],
  ],
  [
    'option text',
    75,
    '/blocks/0/elements/0/options/0/text/text',
    (n) => [actions({ type: 'static_select', options: [option(n)] })],
  ],
  [
    'option value',
    150,
    '/blocks/0/elements/0/options/0/value',
    (n) => [actions({ type: 'static_select', options: [option(3, n)] })],
  ],
  [
    'option description',
    75,
    '/blocks/0/elements/0/options/0/description/text',
    (n) => [actions({ type: 'radio_buttons', options: [option(3, 3, n)] })],
  ],
  [
    'radio buttons',
    10,
    '/blocks/0/elements/0/options',
    (n) => [actions({ type: 'radio_buttons', options: times(n, () => option(3)) })],
  ],
  [
    'checkboxes',
    10,
    '/blocks/0/elements/0/options',
    (n) => [actions({ type: 'checkboxes', options: times(n, () => option(3)) })],
  ],
  [
    'placeholder',
    150,
    '/blocks/0/elements/0/placeholder/text',
    (n) => [actions({ type: 'datepicker', placeholder: text(n) })],
  ],
  ['input label', 2000, '/blocks/0/label/text', (n) => [input(typed(), { label: text(n) })], 'modal'],
  ['input hint', 2000, '/blocks/0/hint/text', (n) => [input(typed(), { hint: text(n) })], 'modal'],
  [
    'max_length of a text input',
    3000,
    '/blocks/0/element/max_length',
    (n) => [input(typed({ max_length: n }))],
    'modal',
  ],
  [
    'initial value of a text input',
    3000,
    '/blocks/0/element/initial_value',
    (n) => [input(typed({ initial_value: of(n) }))],
    'modal',
  ],
  ['max_files', 10, '/blocks/0/element/max_files', (n) => [input({ type: 'file_input', max_files: n })], 'modal'],
]

const VIEW_LIMITS: [string, number, string, (n: number) => unknown][] = [
  ['title', 24, '/view/title/text', (n) => modal({ title: text(n) })],
  ['submit', 24, '/view/submit/text', (n) => modal({ submit: text(n) })],
  ['close', 24, '/view/close/text', (n) => modal({ close: text(n) })],
  ['private_metadata', 3000, '/view/private_metadata', (n) => modal({ private_metadata: of(n) })],
  ['callback_id', 255, '/view/callback_id', (n) => modal({ callback_id: of(n) })],
  ['external_id', 255, '/view/external_id', (n) => modal({ external_id: of(n) })],
  ['blocks', 100, '/view/blocks', (n) => modal({ blocks: times(n, () => ({ type: 'divider' })) })],
]

it.each(BLOCK_LIMITS)('%s: %i pass, one more is refused', (_name, limit, pointer, make, surface = 'message') => {
  expect(findBlockProblems(make(limit), surface)).toEqual([])
  const [problem, ...more] = findBlockProblems(make(limit + 1), surface)
  expect(more).toEqual([])
  expect(problem).toMatchObject({ pointer, code: 'failed_constraint' })
  expect(problem?.constraint.type).toMatch(/^max_|range/)
})

it.each(VIEW_LIMITS)('a modal’s %s: %i pass, one more is refused', (_name, limit, pointer, make) => {
  expect(findViewProblems(make(limit), 'modal')).toEqual([])
  expect(findViewProblems(make(limit + 1), 'modal')).toEqual([expect.objectContaining({ pointer })])
})

it('refuses a section text one over the limit in the words of blocks.validate', () => {
  expect(findBlockProblems([{ type: 'section', text: text(3001) }], 'message')).toEqual([
    {
      pointer: '/blocks/0/text/text',
      code: 'failed_constraint',
      message: 'must be less than 3001 characters',
      constraint: { type: 'max_length', expected: 3000 },
    },
  ])
})

const refused = (blocks: unknown[], surface: Surface = 'message'): Pick<Problem, 'pointer' | 'code'>[] =>
  findBlockProblems(blocks, surface).map(({ pointer, code }) => ({ pointer, code }))

describe('what may not be', () => {
  it.each<[string, unknown[], string, Problem['code'], Surface?]>([
    ['an unknown block', [{ type: 'carousel9' }], '/blocks/0/type', 'unsupported_type'],
    ['an unknown property', [section({ colour: 'red' })], '/blocks/0', 'invalid_additional_property'],
    ['an empty text', [{ type: 'section', text: text(0) }], '/blocks/0/text/text', 'failed_constraint'],
    ['a section without text', [{ type: 'section' }], '/blocks/0', 'missing_field'],
    ['markup in a header', [{ type: 'header', text: mrkdwn(3) }], '/blocks/0/text/type', 'unsupported_type'],
    [
      'markup on a button',
      [actions(button({ text: mrkdwn(3) }))],
      '/blocks/0/elements/0/text/type',
      'unsupported_type',
    ],
    [
      'emoji in markup',
      [{ type: 'section', text: { ...mrkdwn(3), emoji: true } }],
      '/blocks/0/text',
      'invalid_additional_property',
    ],
    ['a text input among actions', [actions(typed())], '/blocks/0/elements/0/type', 'unsupported_type'],
    ['a button in an input', [input(button())], '/blocks/0/element/type', 'unsupported_type'],
    [
      'an overflow menu in an input',
      [input({ type: 'overflow', options: [option(3)] })],
      '/blocks/0/element/type',
      'unsupported_type',
    ],
    [
      'a time with date beside a section',
      [section({ accessory: { type: 'datetimepicker' } })],
      '/blocks/0/accessory/type',
      'unsupported_type',
    ],
    ['a file input in a message', [input({ type: 'file_input' })], '/blocks/0/element/type', 'not_allowed_here'],
    ['a markdown block in a modal', [{ type: 'markdown', text: 'a' }], '/blocks/0/type', 'not_allowed_here', 'modal'],
    [
      'two tables',
      times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })),
      '/blocks',
      'failed_constraint',
    ],
    [
      'a block id twice',
      [section({ block_id: 'a' }), section({ block_id: 'a' })],
      '/blocks/1/block_id',
      'duplicate_id',
    ],
    [
      'an action id twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '/blocks/0/elements/1/action_id',
      'duplicate_id',
    ],
    ['actions without elements', [actions()], '/blocks/0/elements', 'failed_constraint'],
    ['a menu without options', [actions({ type: 'static_select' })], '/blocks/0/elements/0', 'missing_field'],
    [
      'a menu with an empty list',
      [actions({ type: 'static_select', options: [] })],
      '/blocks/0/elements/0/options',
      'failed_constraint',
    ],
    [
      'a menu with both lists',
      [
        actions({
          type: 'static_select',
          options: [option(1)],
          option_groups: [{ label: text(1), options: [option(1)] }],
        }),
      ],
      '/blocks/0/elements/0',
      'missing_field',
    ],
    [
      'a first choice that is no option',
      [actions({ type: 'static_select', options: [option(1)], initial_option: option(2) })],
      '/blocks/0/elements/0/initial_option',
      'failed_constraint',
    ],
    [
      'a style that does not exist',
      [actions(button({ style: 'default' }))],
      '/blocks/0/elements/0/style',
      'failed_constraint',
    ],
    [
      'an impossible date',
      [actions({ type: 'datepicker', initial_date: '2026-02-30' })],
      '/blocks/0/elements/0/initial_date',
      'failed_constraint',
    ],
    [
      'a time with seconds',
      [actions({ type: 'timepicker', initial_time: '10:00:00' })],
      '/blocks/0/elements/0/initial_time',
      'failed_constraint',
    ],
    [
      'a number input that does not say whether decimals',
      [input({ type: 'number_input' })],
      '/blocks/0/element',
      'missing_field',
      'modal',
    ],
    [
      'number limits as numbers',
      [input({ type: 'number_input', is_decimal_allowed: true, min_value: 1 })],
      '/blocks/0/element/min_value',
      'failed_constraint',
      'modal',
    ],
    [
      'a first address that is none',
      [input({ type: 'email_text_input', initial_value: 'a@b.example, c@d.example' })],
      '/blocks/0/element/initial_value',
      'failed_constraint',
      'modal',
    ],
    [
      'a time with date in the home tab',
      [actions({ type: 'datetimepicker' })],
      '/blocks/0/elements/0/type',
      'not_allowed_here',
      'home',
    ],
    [
      'an image of a file that has no id of one',
      [{ type: 'image', slack_file: { id: 'C0123456789' }, alt_text: 'a' }],
      '/blocks/0/slack_file/id',
      'failed_constraint',
    ],
    ['an image without alt text', [{ type: 'image', image_url: 'https://a.example' }], '/blocks/0', 'missing_field'],
    [
      'a file block of one’s own',
      [{ type: 'file', source: 'remote', external_id: 'a' }],
      '/blocks/0/type',
      'unsupported_type',
    ],
    [
      'two wishes for the focus',
      [input(typed({ focus_on_load: true })), input(typed({ focus_on_load: true }))],
      '/blocks/1/element/focus_on_load',
      'failed_constraint',
      'modal',
    ],
  ])('%s', (_name, blocks, pointer, code, surface) => {
    expect(refused(blocks, surface)).toEqual([{ pointer, code }])
  })

  it('an action id twice in different blocks may be', () => {
    expect(refused([actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))])).toEqual([])
  })

  it('a modal with an input and no submit button, or without a title, or of the wrong type', () => {
    const { submit: _submit, ...without } = modal({ blocks: [input(typed())] })
    expect(findViewProblems(without, 'modal')).toEqual([
      expect.objectContaining({ code: 'missing_field', constraint: { type: 'required', expected: 'submit' } }),
    ])
    expect(findViewProblems({ ...modal(), title: undefined }, 'modal')).toEqual([
      expect.objectContaining({ constraint: { type: 'required', expected: 'title' } }),
    ])
    expect(findViewProblems(modal(), 'home')).toEqual([expect.objectContaining({ pointer: '/view/type' })])
    expect(findViewProblems({ type: 'home', title: text(3), blocks: [] }, 'home')).toEqual([
      expect.objectContaining({ code: 'invalid_additional_property' }),
    ])
  })
})

it('counts all text of a message', () => {
  expect(textLength([section({ fields: [text(4)] }), actions(button({ text: text(5) }))])).toBe(12)
})
