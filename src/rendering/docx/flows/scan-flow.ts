/**
 * Finds the tags of a flow and the place of each in the source.
 */
import { type TagMistake } from '../../template/tags/tag.ts'
import { scanTags } from '../../template/tags/scan-tags.ts'
import { findFieldMistakes } from './field-mistakes.ts'
import type { Flow, Paragraph, PlacedTag } from './flows.ts'
import { joinFlow } from './join-flow.ts'
import { piecesOf } from './source-offsets.ts'

export interface ScannedFlow {
  readonly flow: Flow
  readonly text: string
  readonly tags: readonly PlacedTag[]
  readonly mistakes: readonly { readonly mistake: TagMistake; readonly paragraph: Paragraph; readonly offset: number }[]
}

/** Finds the tags of a flow and the place of each in the source. */
export function scanFlow(flow: Flow): ScannedFlow {
  const { text, paragraphAt } = joinFlow(flow)
  const scan = scanTags(text)
  const tags = scan.tags.map((tag) => {
    const { paragraph, offset } = paragraphAt(tag.start)
    return { tag, paragraph, offset, pieces: piecesOf(paragraph, offset, offset + tag.end - tag.start) }
  })
  const [instruction] = flow.kind === 'instruction' ? flow.paragraphs : []
  const isSound = scan.mistakes.length === 0 && instruction !== undefined
  const mistakes = isSound ? findFieldMistakes(instruction, tags) : scan.mistakes
  return { flow, text, tags, mistakes: mistakes.map((mistake) => ({ mistake, ...paragraphAt(mistake.at) })) }
}
