/**
 * What Slack's editor makes of a text as a person typed it: mrkdwn in `text`, and the truth in a rich text block with
 * sections, lists, quotations and code. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block (“all
 * messages sent by end-users will have this format”)
 */
import type { Json, Workspace } from '../../state/model.ts'
import { escapeTyped, piecesOf } from './typed-pieces.ts'

/** Lines that belong together. */
interface Part {
  kind: 'section' | 'quote' | 'bullet' | 'ordered' | 'code'
  /** Without their marks. */
  lines: string[]
}

const MARKS: readonly [Part['kind'], RegExp][] = [
  ['quote', /^>\s?/],
  ['bullet', /^[•*-]\s+(?=\S)/],
  ['ordered', /^\d{1,3}\.\s+(?=\S)/],
]

/** Between fences, with something in it; the line breaks beside the fences are of the fences. */
const CODE = /\n?```\n?(?<code>(?:(?!```)[\s\S])*?\S(?:(?!```)[\s\S])*?)\n?```\n?/g

function partsOf(typed: string): Part[] {
  const parts: Part[] = []
  const addLines = (stretch: string): void => {
    if (stretch === '') return
    for (const line of stretch.split('\n')) {
      const [kind, mark] = MARKS.find(([, form]) => form.test(line)) ?? ['section' as const, /^/]
      const last = parts.at(-1)
      const text = line.replace(mark, '')
      if (last?.kind === kind) last.lines.push(text)
      else parts.push({ kind, lines: [text] })
    }
  }
  let end = 0
  for (const match of typed.matchAll(CODE)) {
    addLines(typed.slice(end, match.index))
    parts.push({ kind: 'code', lines: [match.groups?.['code'] ?? ''] })
    end = match.index + match[0].length
  }
  addLines(typed.slice(end))
  return parts
}

/** What a message of a person has. */
export interface TypedMessage {
  text: string
  blocks: Json[] | undefined
  /** A pasted table. */
  attachments?: Json[]
}

/** The `text` and `blocks` of a typed message. */
export function typedMessage(workspace: Workspace, typed: string): TypedMessage {
  if (typed === '') return { text: '', blocks: undefined }
  const made = partsOf(typed).map((part) => formatPart(workspace, part))
  return {
    text: made.map(({ text }) => text).join('\n'),
    blocks: [{ type: 'rich_text', elements: made.map(({ element }) => element) }],
  }
}

function formatPart(workspace: Workspace, { kind, lines }: Part): { text: string; element: Json } {
  const marked = (line: string): string =>
    piecesOf(workspace, line)
      .map((piece) => piece.marked)
      .join('')
  const elements = (text: string): Json[] => piecesOf(workspace, text).map(({ element }) => element)
  const whole = lines.join('\n')
  switch (kind) {
    case 'code':
      return {
        text: `\`\`\`${escapeTyped(whole)}\`\`\``,
        element: { type: 'rich_text_preformatted', border: 0, elements: [{ type: 'text', text: whole }] },
      }
    case 'quote':
      return {
        text: lines.map((line) => `&gt; ${marked(line)}`).join('\n'),
        element: { type: 'rich_text_quote', elements: elements(whole) },
      }
    case 'bullet':
    case 'ordered':
      return {
        text: lines.map((line, index) => `${kind === 'bullet' ? '•' : `${index + 1}.`} ${marked(line)}`).join('\n'),
        element: {
          type: 'rich_text_list',
          style: kind,
          indent: 0,
          border: 0,
          elements: lines.map((line) => ({ type: 'rich_text_section', elements: elements(line) })),
        },
      }
    case 'section':
      return { text: marked(whole), element: { type: 'rich_text_section', elements: elements(whole) } }
  }
}
