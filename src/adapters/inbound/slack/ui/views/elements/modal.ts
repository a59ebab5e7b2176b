/** Modals and their inputs. */
import type { InputBlock, InputBlockElement, KnownBlock, ModalView } from '@slack/types'
import {
  MAX_HINT,
  MAX_LABEL,
  MAX_MODAL_BUTTON_TEXT,
  MAX_MODAL_TITLE,
  MAX_PRIVATE_METADATA,
  MAX_VIEW_BLOCKS,
} from '../../limits.ts'
import { oneLine, plainText } from './text.ts'

/** Optional parts of an input. */
export interface InputOptions {
  readonly hint?: string | undefined
  readonly optional?: boolean
  /** Sends the value as soon as it is entered; in messages and the App Home. */
  readonly dispatch?: boolean
}

/** An input with its label. */
export function input(
  block_id: string,
  label: string,
  element: InputBlockElement,
  { hint, optional, dispatch }: InputOptions = {},
): InputBlock {
  return {
    type: 'input',
    block_id,
    label: plainText(label, MAX_LABEL),
    element,
    ...(hint === undefined || oneLine(hint) === '' ? {} : { hint: plainText(hint, MAX_HINT) }),
    ...(optional === true ? { optional } : {}),
    ...(dispatch === true ? { dispatch_action: true } : {}),
  }
}

/** The parts of a modal. */
export interface ModalOptions {
  readonly callback_id: string
  readonly title: string
  readonly blocks: readonly KnownBlock[]
  readonly submit?: string
  readonly close: string
  /** Our own data, as JSON; Slack sends it back with the form. */
  readonly metadata?: unknown
}

/** A modal. */
export function modal({ callback_id, title, blocks, submit, close, metadata }: ModalOptions): ModalView {
  const private_metadata = metadata === undefined ? '' : JSON.stringify(metadata)
  if (private_metadata.length > MAX_PRIVATE_METADATA) throw new Error('The metadata of a form was too long.')
  return {
    type: 'modal',
    callback_id,
    title: plainText(title, MAX_MODAL_TITLE),
    close: plainText(close, MAX_MODAL_BUTTON_TEXT),
    blocks: blocks.slice(0, MAX_VIEW_BLOCKS),
    ...(submit === undefined ? {} : { submit: plainText(submit, MAX_MODAL_BUTTON_TEXT) }),
    ...(private_metadata === '' ? {} : { private_metadata }),
  }
}
