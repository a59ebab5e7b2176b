/** What a message says, checked as Slack checks it. */
import { isRecord, type Problem } from '../../block-kit/checks.ts'
import { MAX_BLOCKS_TEXT, findBlockProblems, textLength } from '../../block-kit/validate.ts'
import type { Json } from '../../state/model.ts'
import { json, text, type Arguments } from '../arguments.ts'
import { refusalOf, SlackRefusal } from '../error.ts'

/** Longest `text` of a new message, and of a changed one, in characters. */
const MAX_TEXT = { post: 40_000, update: 4_000 }
const LARGEST_METADATA = 8_000

export interface Content {
  text: string
  blocks: Json[] | undefined
  attachments: Json[] | undefined
  metadata: Json | undefined
}

/** The content of a call that posts or changes a message. */
export function readContent(args: Arguments, kind: keyof typeof MAX_TEXT): Content {
  const said = text(args, 'text')
  const markdown = text(args, 'markdown_text')
  const blocks = blocksOf(args)
  const attachments = attachmentsOf(args)
  if (markdown !== undefined && (said !== undefined || blocks)) throw new SlackRefusal('markdown_text_conflict')
  if (markdown !== undefined && markdown.length > 12_000) throw new SlackRefusal('msg_too_long')
  const spoken = said ?? markdown ?? ''
  if (spoken === '' && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text')
  if (spoken.length > MAX_TEXT[kind]) throw new SlackRefusal('msg_too_long')
  if (blocks && textLength(blocks) > MAX_BLOCKS_TEXT) throw new SlackRefusal('msg_blocks_too_long')
  return { text: spoken, blocks, attachments, metadata: metadataOf(args) }
}

/** The `blocks` of a call, checked; `undefined` when there are none. */
export function blocksOf(args: Arguments): Json[] | undefined {
  const value = json(args, 'blocks', 'invalid_blocks_format')
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw new SlackRefusal('invalid_blocks_format')
  const problems = findBlockProblems(value, 'message')
  if (problems.length > 0) throw refusalOf('invalid_blocks', problems)
  return value as Json[]
}

function attachmentsOf(args: Arguments): Json[] | undefined {
  const value = json(args, 'attachments', 'invalid_attachments')
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every(isRecord)) throw new SlackRefusal('invalid_attachments')
  if (value.length > 100) throw new SlackRefusal('too_many_attachments')
  const problems: Problem[] = value.flatMap((each, index) =>
    each['blocks'] === undefined ? [] : findBlockProblems(each['blocks'], 'message', `/attachments/${index}/blocks`),
  )
  if (problems.length > 0) throw refusalOf('invalid_blocks', problems)
  return value
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)
const isFlat = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isScalar)

function metadataOf(args: Arguments): Json | undefined {
  const value = json(args, 'metadata', 'invalid_metadata_format')
  if (value === undefined) return undefined
  const { event_type: type, event_payload: payload, ...rest } = isRecord(value) ? value : {}
  if (
    typeof type !== 'string' ||
    type === '' ||
    !isRecord(payload) ||
    Object.keys(rest).some((key) => key !== 'entities')
  ) {
    throw new SlackRefusal('invalid_metadata_format')
  }
  const fine = Object.values(payload).every(
    (each) => isScalar(each) || isFlat(each) || (Array.isArray(each) && each.every(isFlat)),
  )
  if (!fine) throw new SlackRefusal('invalid_metadata_schema')
  if (JSON.stringify(value).length > LARGEST_METADATA) throw new SlackRefusal('metadata_too_large')
  return value as Json
}
