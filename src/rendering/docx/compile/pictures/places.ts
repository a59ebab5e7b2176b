/**
 * The places of one placeholder: where its XML changes when a picture takes its place.
 */
import type { OutlineNode } from '../../../../domain/questions/outline.ts'
import type { PictureNode, ValueNode } from '../../../template/program.ts'
import { type Interval, replaceWithNode } from '../../sections/intervals.ts'
import { attributeRange, attributesOf } from '../../xml/attributes.ts'
import type { XmlElement, XmlPart } from '../../xml/xml-tree.ts'
import { type PlaceholderTag, tagIn } from './placeholder-tag.ts'

/** In English Metric Units, or in whatever units the template uses in both directions. */
export interface PictureBox {
  readonly width: number
  readonly height: number
  /** What it fills at most, in English Metric Units, where its units are those of a group. */
  readonly within?: { readonly width: number; readonly height: number }
}

/** The longer side of A4, which is as much as anything on a usual page can fill. */
const PAGE_SIDE = 10_692_000
export const WHOLE_PAGE = { width: PAGE_SIDE, height: PAGE_SIDE }

/** Whether a variable still has to be put into the outline: twins for older readers ask for nothing of their own. */
export type IsAsked = (name: string) => boolean

export class PlaceholderPlaces {
  readonly intervals: Interval[] = []
  /** Where attributes begin that belong to the placeholder and so are not text. */
  readonly claimed: number[] = []
  /** The relationships that a picture makes needless, once for each use. */
  readonly ids: string[] = []
  readonly name: string
  readonly #part: XmlPart
  readonly #box: PictureBox
  readonly #asks: boolean
  /** What the first described place adds to the outline. */
  #outline: readonly OutlineNode[]

  constructor(part: XmlPart, name: string, box: PictureBox, isAsked: IsAsked) {
    this.#part = part
    this.#asks = isAsked(name)
    this.name = name
    this.#box = box
    this.#outline = this.#asks ? [{ type: 'variable', name, place: 'image' }] : []
  }

  /** Replaces a range by what the picture needs there. */
  write(what: PictureNode['what'], from: number, to: number, instead?: string): void {
    const original = this.#part.source.slice(from, to)
    const ids = idsIn(what, original)
    this.ids.push(...ids)
    const node: PictureNode = {
      node: 'picture',
      name: this.name,
      what,
      original,
      ...this.#box,
      ...(instead === undefined ? {} : { instead }),
      ...(ids.length === 0 ? {} : { ids }),
    }
    const outline = what === 'description' || what === 'words' ? this.#outline : []
    if (outline.length > 0) this.#outline = []
    this.intervals.push(replaceWithNode(from, to, node, outline))
  }

  /** The attributes that hold the placeholder's tag. */
  describe(element: XmlElement, own?: PlaceholderTag): void {
    for (const attribute of attributesOf(this.#part, element)) {
      const tag = own?.attribute.from === attribute.from ? own : tagIn(this.#part, attribute, this.name)
      if (tag === undefined) continue
      this.claimed.push(attribute.from)
      this.write(tag.worded ? 'words' : 'description', tag.from, tag.to)
      for (const { name, from, to } of tag.others) {
        const value: ValueNode = { node: 'value', name, place: 'attribute' }
        this.intervals.push(replaceWithNode(from, to, value, this.#asks ? [{ type: 'variable', name }] : []))
      }
    }
  }

  writeAttribute(what: PictureNode['what'], element: XmlElement, name: string): void {
    const range = attributeRange(this.#part, element, name)
    if (range !== undefined) this.write(what, ...range)
  }

  /** Takes an attribute away with its name, and the space before it. */
  takeAttribute(element: XmlElement, name: string): void {
    const range = attributeRange(this.#part, element, name)
    if (range !== undefined) this.write('instead', this.#part.source.lastIndexOf(name, range[0]) - 1, range[1] + 1, '')
  }

  takeElement(element: XmlElement, instead = ''): void {
    this.write('instead', element.start, element.end, instead)
  }
}

/** What is found at one element. */
export interface FoundPlaceholder {
  readonly places: PlaceholderPlaces
  readonly element: XmlElement
  /** The element that refers to the file: it has one placeholder. */
  readonly shown: XmlElement
}

/** The relationships that this piece of the template refers to. */
function idsIn(what: PictureNode['what'], original: string): readonly string[] {
  if (what === 'embed') return [original]
  if (what !== 'instead') return []
  return [...original.matchAll(/\s[\w.-]+:(?:embed|link|id|href|pict)="([^"]+)"/g)].map((match) => match[1] ?? '')
}
