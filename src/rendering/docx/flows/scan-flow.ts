/**
 * Finds the tags of a flow and where in the source each stands.
 */
import { PARAGRAPH_END, type TagMistake, scanTags } from '../../template/tags.ts'
import type { Flow, Paragraph, PlacedTag } from './flows.ts'
import { piecesOf } from './source-offsets.ts'
import { fieldMistakes } from './field-mistakes.ts'

export interface ScannedFlow {
  readonly flow: Flow
  readonly text: string
  readonly tags: readonly PlacedTag[]
  readonly mistakes: readonly { readonly mistake: TagMistake; readonly paragraph: Paragraph; readonly offset: number }[]
}

/** A flow as one text, and the way back from an offset in it to the paragraph. */
export interface JoinedFlow {
  readonly text: string
  readonly paragraphAt: (offset: number) => { readonly paragraph: Paragraph; readonly offset: number }
}

/** Joins the paragraphs of a flow. */
export function joinFlow({ paragraphs }: Flow): JoinedFlow {
  const starts: number[] = []
  let text = ''
  for (const paragraph of paragraphs) {
    starts.push(text.length)
    text += `${paragraph.text}${PARAGRAPH_END}`
  }
  let index = 0
  const paragraphAt = (offset: number): { paragraph: Paragraph; offset: number } => {
    while (index > 0 && (starts[index] ?? 0) > offset) index -= 1
    while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= offset) index += 1
    return { paragraph: paragraphs[index] as Paragraph, offset: offset - (starts[index] ?? 0) }
  }
  return { text, paragraphAt }
}

/** Finds the tags of a flow and where in the source each stands. */
export function scanFlow(flow: Flow): ScannedFlow {
  const { text, paragraphAt } = joinFlow(flow)
  const scan = scanTags(text)
  const tags = scan.tags.map((tag) => {
    const { paragraph, offset } = paragraphAt(tag.start)
    return { tag, paragraph, offset, pieces: piecesOf(paragraph, offset, offset + tag.end - tag.start) }
  })
  const [instruction] = flow.kind === 'instruction' ? flow.paragraphs : []
  const isSound = scan.mistakes.length === 0 && instruction !== undefined
  const mistakes = isSound ? fieldMistakes(instruction, tags) : scan.mistakes
  return { flow, text, tags, mistakes: mistakes.map((mistake) => ({ mistake, ...paragraphAt(mistake.at) })) }
}
