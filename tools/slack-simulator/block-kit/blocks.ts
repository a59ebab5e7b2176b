/** The blocks of Block Kit: which elements each takes, and on which surface it may stand. */
import { BOXES } from './boxes.ts'
import { BUTTONS } from './buttons.ts'
import {
  all,
  boolean,
  byType,
  inside,
  integer,
  isRecord,
  list,
  object,
  oneOf,
  report,
  required,
  rule,
  string,
  type Check,
  type Fields,
  type Surface,
} from './checks.ts'
import { imageBlockFields, imageBlockRule, imageElement } from './images.ts'
import { INPUTS, RICH_INPUT } from './inputs.ts'
import { DATETIME, DATE_AND_TIME } from './pickers.ts'
import { richTextBlock } from './rich-text.ts'
import { MULTI_SELECTS, SELECTS } from './selects.ts'
import { blockOnSurface, elementOnSurface } from './surfaces.ts'
import { anyText, plainText } from './text.ts'

const blockId: Check = (value, place) => {
  string(255)(value, place)
  if (typeof value !== 'string') return
  if (place.blockIds.has(value))
    report(place, `\`block_id\` "${value}" already exists`, 'unique', value, 'duplicate_id')
  place.blockIds.add(value)
}

const block = (type: string, fields: Fields): Check =>
  object({ type: required(oneOf(type)), block_id: blockId, ...fields })

/** Which elements a block takes: `@slack/types`, `block-kit/blocks.d.ts` (`SectionBlockAccessory` and its like). */
const element = (checks: Record<string, Check>): Check => all(byType(checks), elementOnSurface)

const accessory = element({
  ...BUTTONS,
  ...SELECTS,
  ...MULTI_SELECTS,
  ...BOXES,
  ...DATE_AND_TIME,
  image: imageElement,
})
const action = element({
  ...BUTTONS,
  ...SELECTS,
  ...MULTI_SELECTS,
  ...BOXES,
  ...DATE_AND_TIME,
  ...DATETIME,
  ...RICH_INPUT,
})
const input = element({
  ...INPUTS,
  ...RICH_INPUT,
  ...SELECTS,
  ...MULTI_SELECTS,
  ...BOXES,
  ...DATE_AND_TIME,
  ...DATETIME,
})

const textOrFields: Check = rule((section, place) => {
  if (section['text'] === undefined && section['fields'] === undefined) {
    report(place, 'missing required field: text or fields', 'one_of', ['text', 'fields'], 'missing_field')
  }
})

const cell = byType({
  raw_text: object({ type: required(oneOf('raw_text')), text: required(string(3000)) }),
  raw_number: object({ type: required(oneOf('raw_number')), value: required(() => {}), text: required(string(3000)) }),
  rich_text: richTextBlock,
})
const column = object({ align: oneOf('left', 'center', 'right'), is_wrapped: boolean })

const BLOCKS: Record<string, Check> = {
  section: all(
    block('section', { text: anyText(3000), fields: list(anyText(2000), 10), accessory, expand: boolean }),
    textOrFields,
  ),
  actions: block('actions', { elements: required(list(action, 25)) }),
  context: block('context', {
    elements: required(
      list(
        byType({
          image: imageElement,
          plain_text: anyText(3000),
          mrkdwn: anyText(3000),
        }),
        10,
      ),
    ),
  }),
  divider: block('divider', {}),
  header: block('header', { text: required(plainText(150)), level: integer(1, 4) }),
  image: all(block('image', imageBlockFields), imageBlockRule),
  input: block('input', {
    label: required(plainText(2000)),
    element: required(input),
    hint: plainText(2000),
    optional: boolean,
    dispatch_action: boolean,
  }),
  markdown: block('markdown', { text: required(string(12_000)) }),
  rich_text: all(
    richTextBlock,
    rule((value, place) => {
      if (value['block_id'] !== undefined) blockId(value['block_id'], inside(place, 'block_id'))
    }),
  ),
  table: block('table', { rows: required(list(list(cell, 20), 100)), column_settings: list(column, 20) }),
}

/** https://docs.slack.dev/reference/block-kit/blocks */
const MOST: Record<Surface, number> = { message: 50, modal: 100, home: 100 }
const known = byType(BLOCKS)

const placed: Check = (value, place) => {
  known(value, { ...place, actionIds: new Set() })
  blockOnSurface(value, place)
}

/** The blocks of a message, a modal or a home tab. */
export const blocks: Check = (value, place) => {
  list(placed, MOST[place.surface], place.surface === 'modal' ? 1 : 0)(value, place)
  const tables = Array.isArray(value) ? value.filter((each) => isRecord(each) && each['type'] === 'table') : []
  if (tables.length > 1) report(place, 'only one table is allowed in a message', 'max_items', 1)
}
