/**
 * Where blocks and elements may stand. What is not listed stands everywhere.
 *
 * Blocks: “available-in-surfaces” of https://docs.slack.dev/blocks.json. Elements: “Available in surfaces” of each page
 * under https://docs.slack.dev/reference/block-kit/block-elements. The page of the input block lists messages for all
 * its elements; the pages of the elements say less, and are the more precise.
 */
import { inside, report, rule, type Check, type Surface } from './checks.ts'

const BLOCKS: Record<string, readonly Surface[]> = {
  markdown: ['message'],
  // The list names home tabs, too, where a table was never seen to show.
  table: ['message'],
}

const ELEMENTS: Record<string, readonly Surface[]> = {
  datetimepicker: ['message', 'modal'],
  email_text_input: ['modal'],
  file_input: ['modal'],
  number_input: ['modal'],
  rich_text_input: ['modal', 'home'],
  url_text_input: ['modal'],
}

const allowed = (surfaces: Record<string, readonly Surface[]>): Check =>
  rule((value, place) => {
    const type = String(value['type'])
    const where = Object.hasOwn(surfaces, type) ? surfaces[type] : undefined
    if (where !== undefined && !where.includes(place.surface))
      report(inside(place, 'type'), `unsupported type: ${type}`, 'surface', where, 'not_allowed_here')
  })

/** Refuses a block where it may not stand. */
export const blockOnSurface: Check = allowed(BLOCKS)

/** Refuses an element where it may not stand. */
export const elementOnSurface: Check = allowed(ELEMENTS)
