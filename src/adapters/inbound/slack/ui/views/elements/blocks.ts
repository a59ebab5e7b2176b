/** Blocks within Slack’s limits: what is too long is cut, what is too many is left out. */
import type {
  ActionsBlock,
  ActionsBlockElement,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  SectionBlock,
  SectionBlockAccessory,
} from '@slack/types'
import { MAX_ACTIONS, MAX_HEADER_TEXT, MAX_SECTION_TEXT } from '../../limits.ts'
import { cut, plainText, shownText } from './text.ts'

/** A section of markup (see `text.ts`) with at most one element beside it. */
export function section(
  markup: string,
  options: { readonly block_id?: string; readonly accessory?: SectionBlockAccessory } = {},
): SectionBlock {
  if (markup.length > MAX_SECTION_TEXT) throw new Error('The markup of a section was not cut.')
  return { type: 'section', text: shownText(markup), ...options }
}

/** A quotation of what somebody wrote, as it is: rich text has no markup. At most `max` units. */
export const quotation = (text: string, max: number): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: cut(text, max) }] }],
})

/** A heading. */
export const header = (text: string): HeaderBlock => ({ type: 'header', text: plainText(text, MAX_HEADER_TEXT) })

/** Small print: pieces of markup, side by side. */
export const context = (...markup: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: markup.slice(0, 10).map(shownText),
})

/** A horizontal line. */
export const divider: KnownBlock = { type: 'divider' }

/** A row of interactive elements. */
export const actions = (block_id: string, elements: readonly ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  block_id,
  elements: elements.slice(0, MAX_ACTIONS),
})
