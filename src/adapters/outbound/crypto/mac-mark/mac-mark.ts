/**
 * The mark that says from when on events owe MACs, as the database keeps it: JSON with an HMAC of its own, under the
 * same key, over the text `docgen event mac mark 1 LF JSON without its member mac`.
 */
import { createHmac, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Position } from '../../../../ports/events/event-store.ts'

export interface MacMark {
  /** Every event; those after a position; or none by its position, as long as not all instances write MACs. */
  readonly owed: 'all' | 'none' | { readonly after: Position }
  /** When it was made, ISO 8601 UTC, and by which version of the program. */
  readonly at: string
  readonly version: string
}

const markSchema = z.strictObject({
  owed: z.union([z.enum(['all', 'none']), z.strictObject({ after: z.string() })]),
  at: z.string(),
  version: z.string(),
  /** Names the key, to tell another key from another mark. */
  key: z.string(),
  mac: z.string(),
})

/** The text of a mark. */
export function sealMark(key: KeyObject, { owed, at, version }: MacMark): string {
  const open = { owed, at, version, key: nameOf(key) }
  return JSON.stringify({ ...open, mac: macOfMark(key, open) })
}

/** The mark in a text; otherwise why it is none of ours: its key is another, or it was changed. */
export function openMark(key: KeyObject, text: string): MacMark | 'other_key' | 'changed' {
  const parsed = markSchema.safeParse(parseJson(text))
  if (!parsed.success) return 'changed'
  const { mac, ...open } = parsed.data
  if (open.key !== nameOf(key)) return 'other_key'
  if (mac !== macOfMark(key, open)) return 'changed'
  return { owed: open.owed, at: open.at, version: open.version }
}

const macOfMark = (key: KeyObject, open: object): string =>
  hmac(key, `docgen event mac mark 1\n${JSON.stringify(open)}`)

const nameOf = (key: KeyObject): string => hmac(key, 'docgen event mac key').slice(0, 16)

const hmac = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
