/**
 * Reads what a Word file says: body, headers, footers, footnotes and endnotes, with a mark for each picture. Programs
 * that save a file again number and order headers anew, so each counts once, wherever it is used.
 */
import { hash } from 'node:crypto'
import { Refused, type Result, ok, unwrap } from '../../../domain/kernel/errors.ts'
import { readContentId } from '../package/content-id.ts'
import { readPackage, type WordPackage } from '../package/package.ts'
import { readRelationships } from '../package/relationships.ts'
import { type ElementBudget, MAX_ELEMENTS } from '../xml/element-budget.ts'
import { parsePart } from '../xml/parse-part.ts'
import { openArchive } from '../zip/archive.ts'
import type { DocumentText, TextLine } from './document-text.ts'
import { readStory } from './story-reader.ts'

/** The text of a Word file. Refuses as `openArchive` and `readPackage` do. */
export async function readDocx(bytes: Uint8Array): Promise<Result<DocumentText>> {
  try {
    const archive = unwrap(await openArchive(bytes, 'on demand'))
    const budget: ElementBudget = { left: MAX_ELEMENTS }
    const read = unwrap(readPackage(archive, budget))
    return ok({ content_id: readContentId(archive, budget), lines: linesOf(read, budget) })
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    throw error
  }
}

/** The order in which they are compared. */
const STORIES = ['body', 'header', 'footer', 'footnotes', 'endnotes'] as const

function linesOf(read: WordPackage, budget: ElementBudget): readonly TextLine[] {
  const stories = STORIES.map((): (readonly TextLine[])[] => [])
  for (const { name, label } of read.flows) {
    const index = STORIES.findIndex((each) => label === each || label.startsWith(`${each} `))
    const lines = index < 0 ? [] : partLines(read, name, budget)
    if (lines.length > 0) stories[index]?.push(lines)
  }
  return stories.flatMap((parts, index) => {
    const story = STORIES[index] as (typeof STORIES)[number]
    if (story === 'body') return parts.flat()
    const distinct = new Map(parts.map((lines) => [lines.map((each) => each.text).join('\n'), lines]))
    return [...distinct.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, lines]) => lines.map(({ place, text }) => ({ place: `${story}, ${place}`, text })))
  })
}

function partLines(read: WordPackage, name: string, budget: ElementBudget): readonly TextLine[] {
  const { archive } = read
  const entry = archive.get(name)
  if (entry === undefined) return []
  const { links } = readRelationships(archive, name, budget)
  return readStory(parsePart(name, entry.bytes, budget), (id) => {
    const link = links.find((each) => each.id === id)
    const picture = link === undefined || link.external ? undefined : archive.get(link.target)
    return picture === undefined ? '' : ` ⟨picture ${hash('sha256', picture.bytes).slice(0, 12)}⟩ `
  })
}
