/**
 * A section whose two ends have places in the XML, and what disappears with its tags.
 */
import type { PlacedTag } from '../flows/flows.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import type { Anchor } from './balance.ts'

export interface AnchoredSection {
  readonly name: string
  readonly inverted: boolean
  readonly open: Anchor
  readonly close: Anchor
  readonly level: 'row' | 'cell' | 'column' | 'block' | 'inline'
  /** Whole table rows or list items. */
  readonly repeats: boolean
  /** Outer sections come before inner ones. */
  readonly rank: number
  readonly openTag: PlacedTag
  readonly closeTag: PlacedTag
}

/** Paragraphs, rows and cells that hold nothing but tags, and so are in no document. */
export interface DroppedElements {
  readonly paragraphs: ReadonlySet<XmlElement>
  readonly rows: ReadonlySet<XmlElement>
  /** The cells of tags that repeat columns. */
  readonly cells: ReadonlySet<XmlElement>
}
