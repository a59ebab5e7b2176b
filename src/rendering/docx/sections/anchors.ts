/**
 * Decides where in the XML a section begins and ends. A tag that is alone in its paragraph or row removes it; a section
 * around whole rows, cells or paragraphs consists of those; any other begins and ends in the text, and `balancingXml`
 * balances it.
 */
import type { NestedTag } from '../../template/tags/nest-tags.ts'
import type { PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { cellAround } from './ancestors.ts'
import type { AnchoredSection, DroppedElements } from './anchored-section.ts'
import { findDroppedElements } from './find-dropped.ts'
import { Placement } from './place-section.ts'

/**
 * Anchors all sections of one flow, and lists the paragraphs and rows to drop. A paragraph is kept when one of its
 * sections ends in another cell and does not consist of whole rows or cells: its own cell would have no paragraph.
 */
export function anchorFlow(
  part: XmlPart,
  tags: readonly PlacedTag[],
  nested: readonly NestedTag<PlacedTag>[],
  page: Page,
  firstRank: number,
): { sections: AnchoredSection[]; dropped: DroppedElements } {
  const found = findDroppedElements(tags, nested, page)
  const paragraphs = new Set(found.paragraphs)
  const dropped = { paragraphs, rows: found.rows, cells: found.cells }
  for (;;) {
    const sections = anchorSections(part, nested, page, dropped, firstRank)
    const kept = sections
      .filter((each) => each.level === 'inline' && cellAround(each.open.inside) !== cellAround(each.close.inside))
      .flatMap((each) => [each.openTag.paragraph.element, each.closeTag.paragraph.element])
      .filter((each) => paragraphs.has(each))
    if (kept.length === 0) return { sections, dropped }
    for (const each of kept) paragraphs.delete(each)
  }
}

/** Anchors all sections of one flow, outer ones first. */
function anchorSections(
  part: XmlPart,
  nested: readonly NestedTag<PlacedTag>[],
  page: Page,
  dropped: DroppedElements,
  firstRank: number,
): AnchoredSection[] {
  const sections: AnchoredSection[] = []
  const visit = (nodes: readonly NestedTag<PlacedTag>[], low: number, high: number): void => {
    let from = low
    const sectionNodes = nodes.filter((each) => each.close !== undefined)
    for (const [index, { open, close, children }] of sectionNodes.entries()) {
      if (close === undefined) continue
      const next = sectionNodes[index + 1]?.open.pieces[0]?.from ?? high
      const placed = new Placement(part, page, dropped, open, close, from, Math.min(high, next)).decide()
      sections.push({
        ...placed,
        name: open.tag.name,
        inverted: open.tag.kind === 'inverted',
        rank: firstRank + sections.length,
        openTag: open,
        closeTag: close,
      })
      visit(children, placed.open.pos, placed.close.pos)
      from = placed.close.pos
    }
  }
  visit(nested, 0, part.source.length)
  return sections
}
