/** Blocks and elements with their limits kept: what is too long is cut, what is too much is left out. */
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  InputBlockElement,
  KnownBlock,
  ModalView,
  Overflow,
  PlainTextOption,
  SectionBlock,
  SectionBlockAccessory,
} from '@slack/types'
import {
  ACCESSIBILITY_LABEL,
  ACTIONS,
  BUTTON,
  BUTTON_VALUE,
  CONFIRM_BUTTON,
  CONFIRM_TEXT,
  CONFIRM_TITLE,
  FALLBACK,
  HEADER,
  HINT,
  LABEL,
  MESSAGE_BLOCKS,
  MODAL_BUTTON,
  MODAL_TITLE,
  OPTION,
  OPTION_VALUE,
  OVERFLOW,
  PRIVATE_METADATA,
  SECTION,
  VIEW_BLOCKS,
} from '../../limits.ts'
import { cut, marked, oneLine, plain } from './text.ts'

/** A message: its blocks, and the words that stand for them in notifications and for screen readers. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** The fallback is plain text: markup in it would be read as such. */
export function message(fallback: string, blocks: readonly KnownBlock[]): Message {
  if (blocks.length > MESSAGE_BLOCKS) throw new Error(`A message of ${String(blocks.length)} blocks was not divided.`)
  return { text: cut(fallbackText(fallback), FALLBACK), blocks: [...blocks] }
}

const fallbackText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}--\n]+/gv, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .trim() || '–'

/** The text of blocks as Slack counts it: whatever is called `text`, in UTF-16 units. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  )
}

/** A section of markup (see `text.ts`), with at most one element beside it. */
export function section(
  markup: string,
  options: { readonly block_id?: string; readonly accessory?: SectionBlockAccessory } = {},
): SectionBlock {
  if (markup.length > SECTION) throw new Error('The markup of a section was not cut.')
  return { type: 'section', text: marked(markup), ...options }
}

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, HEADER) })

/** Small print: pieces of markup side by side. */
export const context = (...markup: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: markup.slice(0, 10).map((one) => marked(one)),
})

export const divider: KnownBlock = { type: 'divider' }

export const actions = (block_id: string, elements: readonly ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  block_id,
  elements: elements.slice(0, ACTIONS),
})

export interface ButtonOptions {
  readonly value?: string
  readonly style?: 'primary' | 'danger'
  readonly url?: string
  /** What a screen reader says where the words on the button need their surroundings. */
  readonly spoken?: string
  readonly confirm?: ConfirmationDialog
}

export function button(
  action_id: string,
  text: string,
  { value, style, url, spoken, confirm }: ButtonOptions = {},
): Button {
  return {
    type: 'button',
    action_id,
    text: plain(text, BUTTON),
    ...(value === undefined ? {} : { value: cut(value, BUTTON_VALUE) }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
    ...(spoken === undefined ? {} : { accessibility_label: cut(oneLine(spoken), ACCESSIBILITY_LABEL) }),
    ...(confirm === undefined ? {} : { confirm }),
  }
}

export const confirmation = (
  title: string,
  text: string,
  yes: string,
  no: string,
  style?: 'danger' | 'primary',
): ConfirmationDialog => ({
  title: plain(title, CONFIRM_TITLE),
  text: plain(text, CONFIRM_TEXT),
  confirm: plain(yes, CONFIRM_BUTTON),
  deny: plain(no, CONFIRM_BUTTON),
  ...(style === undefined ? {} : { style }),
})

/** `value` is ours and short: an index, a word, an id. */
export function option(text: string, value: string, description?: string): PlainTextOption {
  if (value.length > OPTION_VALUE) throw new Error('The value of an option was too long.')
  return {
    text: plain(text, OPTION),
    value,
    ...(description === undefined || description === '' ? {} : { description: plain(description, OPTION) }),
  }
}

export const overflow = (
  action_id: string,
  options: readonly PlainTextOption[],
  confirm?: ConfirmationDialog,
): Overflow => ({
  type: 'overflow',
  action_id,
  options: options.slice(0, OVERFLOW),
  ...(confirm === undefined ? {} : { confirm }),
})

export interface InputOptions {
  readonly hint?: string | undefined
  readonly optional?: boolean
  /** Each answer is sent as soon as it is given; in messages and the App Home. */
  readonly dispatch?: boolean
}

export function input(
  block_id: string,
  label: string,
  element: InputBlockElement,
  { hint, optional, dispatch }: InputOptions = {},
): InputBlock {
  return {
    type: 'input',
    block_id,
    label: plain(label, LABEL),
    element,
    ...(hint === undefined || oneLine(hint) === '' ? {} : { hint: plain(hint, HINT) }),
    ...(optional === true ? { optional } : {}),
    ...(dispatch === true ? { dispatch_action: true } : {}),
  }
}

export interface ModalOptions {
  readonly callback_id: string
  readonly title: string
  readonly blocks: readonly KnownBlock[]
  readonly submit?: string
  readonly close: string
  /** Travels with the form and comes back with it; ours, as JSON. */
  readonly metadata?: unknown
}

export function modal({ callback_id, title, blocks, submit, close, metadata }: ModalOptions): ModalView {
  const private_metadata = metadata === undefined ? '' : JSON.stringify(metadata)
  if (private_metadata.length > PRIVATE_METADATA) throw new Error('The metadata of a form was too long.')
  return {
    type: 'modal',
    callback_id,
    title: plain(title, MODAL_TITLE),
    close: plain(close, MODAL_BUTTON),
    blocks: blocks.slice(0, VIEW_BLOCKS),
    ...(submit === undefined ? {} : { submit: plain(submit, MODAL_BUTTON) }),
    ...(private_metadata === '' ? {} : { private_metadata }),
  }
}
