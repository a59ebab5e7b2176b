/** A Slack message: its blocks and the plain text that stands for them. */
import type { KnownBlock } from '@slack/types'
import { MAX_FALLBACK_TEXT, MAX_MESSAGE_BLOCKS } from '../../limits.ts'
import { cut } from './text.ts'

/** A message: its blocks, and the text for notifications and screen readers. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** Escapes the fallback, because Slack would read markup in it. */
export function message(fallback: string, blocks: readonly KnownBlock[]): Message {
  if (blocks.length > MAX_MESSAGE_BLOCKS)
    throw new Error(`A message of ${String(blocks.length)} blocks was not divided.`)
  return { text: cut(fallbackText(fallback), MAX_FALLBACK_TEXT), blocks: [...blocks] }
}

const fallbackText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}--\n]+/gv, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .trim() || '–'

/** The length of a block's text as Slack counts it: every string named `text`, in UTF-16 units. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  )
}
