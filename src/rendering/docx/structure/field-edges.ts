/**
 * Sections that begin or end in the result of a field. A field is written as a whole or not at all: the section is
 * widened round it where nothing else would come along, and refused elsewhere.
 */
import type { FieldRange, PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import { parentOf } from '../sections/ancestors.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { firstIndex } from '../xml/search.ts'
import { Nesting } from './nesting.ts'

/** The sections with their new ends, and the tags that stand in a field that their section cuts in two. */
export function outOfFields(
  sections: readonly AnchoredSection[],
  fields: readonly FieldRange[],
  page: Page,
): { sections: AnchoredSection[]; refused: PlacedTag[] } {
  const refused: PlacedTag[] = []
  if (fields.length === 0) return { sections: [...sections], refused }
  const nesting = new Nesting(
    fields.map((field) => ({
      field,
      open: { pos: field.begin.start, inside: parentOf(field.begin) },
      close: { pos: field.end.end, inside: parentOf(field.end) },
      inverted: false,
      rank: 0,
    })),
  )
  const edges = sections.flatMap(({ open, close }) => [open.pos, close.pos]).sort((a, b) => a - b)
  const hasEdge = (from: number, to: number): boolean => {
    const edge = edges[firstIndex(edges, (each) => each > from)]
    return edge !== undefined && edge < to
  }
  const fieldsAt = (pos: number): FieldRange[] =>
    nesting.upFrom(nesting.innermost({ start: pos, end: pos })).map((each) => each.field)
  const widened = sections.map((section) => {
    let { open, close } = section
    for (const { begin, end } of fieldsAt(close.pos)) {
      if (begin.start < open.pos) break
      const run = parentOf(end)
      const fits = parentOf(run) === section.closeTag.paragraph.element && page.isEmpty(close.pos, run.start)
      if (!fits || hasEdge(close.pos, run.end)) refused.push(section.closeTag)
      else close = { pos: run.end, inside: parentOf(run) }
    }
    for (const { begin, separate, end } of fieldsAt(open.pos)) {
      if (end.end > close.pos || separate === undefined) break
      const run = parentOf(begin)
      const fits = parentOf(run) === section.openTag.paragraph.element && page.isEmpty(separate.end, open.pos)
      if (!fits || hasEdge(run.start, open.pos)) refused.push(section.openTag)
      else open = { pos: run.start, inside: parentOf(run) }
    }
    return open === section.open && close === section.close ? section : { ...section, open, close }
  })
  return { sections: widened, refused }
}
