/**
 * Footnotes, endnotes and comments. One that stands in a section belongs to it: it is asked for there, repeats with it
 * and is left out with it.
 */
import { unescapeXml } from '../xml/unescape-xml.ts'
import { type XmlElement, type XmlPart, ancestor } from '../xml/xml-tree.ts'
import { attribute, attributeRange } from '../xml/attributes.ts'
import { type Interval, OUTERMOST, replaceWithNode, replacementOf } from '../sections/intervals.ts'
import { Nesting, type RepeatedRange } from './nesting.ts'
import type { OutlinePlaces } from './outline-places.ts'
import type { Rounds } from './rounds.ts'
import type { NumberedReference } from './unique-ids.ts'

type NoteKind = 'footnote' | 'endnote' | 'comment'

const REFERENCES: Readonly<Record<string, NoteKind>> = {
  'w:footnoteReference': 'footnote',
  'w:endnoteReference': 'endnote',
  'w:commentReference': 'comment',
}

/** The notes of a file, and which of them stand in sections. */
export class Notes {
  readonly #partOf: (kind: NoteKind) => XmlPart | undefined
  readonly #places: OutlinePlaces
  readonly #slots: { next: number }
  readonly #byId = new Map<NoteKind, ReadonlyMap<string, XmlElement>>()
  /** Slots of the notes that stand in sections. */
  readonly #inSections = new Map<string, number>()

  /** `partOf` finds the part that holds the notes of a kind. */
  constructor(partOf: (kind: NoteKind) => XmlPart | undefined, places: OutlinePlaces, slots: { next: number }) {
    this.#partOf = partOf
    this.#places = places
    this.#slots = slots
  }

  /** Of the references in a part (`elements`), those to notes that stand in its sections, and their intervals. */
  refer(
    part: XmlPart,
    elements: readonly XmlElement[],
    sections: readonly RepeatedRange[],
  ): { intervals: Interval[]; references: NumberedReference[] } {
    const intervals: Interval[] = []
    const references: NumberedReference[] = []
    if (sections.length === 0 || elements.length === 0) return { intervals, references }
    const nesting = new Nesting(sections)
    const all = Map.groupBy(
      elements.flatMap((each) => readReference(part, each)),
      ({ kind, id }) => `${kind} ${id}`,
    )
    for (const [note, uses] of all) {
      const [{ kind, id } = { kind: 'footnote' as const, id: '' }] = uses
      if (uses.every((each) => nesting.innermost(each.element) === undefined) || !this.#repeats(kind, id)) continue
      const slot = this.#inSections.get(note) ?? this.#slots.next++
      this.#inSections.set(note, slot)
      for (const { element, range } of uses) {
        const outline = ancestor(element, 'mc:Fallback') === undefined ? [this.#places.reference(note)] : []
        intervals.push(replaceWithNode(...range, { node: 'reference', note, first: id, slot }, outline))
        references.push({ element, kind, id, slot })
      }
    }
    return { intervals, references }
  }

  /** For a part of notes: those of them that stand in sections, as intervals and as what repeats. */
  own(part: XmlPart, rounds: Rounds): { intervals: Interval[]; repeated: RepeatedRange[] } {
    const intervals: Interval[] = []
    const repeated: RepeatedRange[] = []
    if (this.#inSections.size === 0) return { intervals, repeated }
    for (const element of part.root.children) {
      const range = attributeRange(part, element, `${part.prefix}id`)
      if (range === undefined) continue
      const id = part.source.slice(...range)
      const note = `${element.name.slice(2)} ${id}`
      const slot = this.#inSections.get(note)
      if (slot === undefined) continue
      const noteRange: RepeatedRange = {
        open: { pos: element.start, inside: part.root },
        close: { pos: element.end, inside: part.root },
        inverted: false,
        rank: OUTERMOST,
      }
      repeated.push(noteRange)
      intervals.push(replaceWithNode(...range, { node: 'id', first: id, slot }), {
        from: element.start,
        to: element.end,
        rank: OUTERMOST,
        replacement: (inner) => {
          this.#places.addNote(note, inner.outline)
          return replacementOf({ node: 'note', note, children: rounds.begin(noteRange, inner.nodes) })
        },
      })
    }
    return { intervals, repeated }
  }

  /** A comment without tags is a remark on the template, and is made once. */
  #repeats(kind: NoteKind, id: string): boolean {
    const part = this.#partOf(kind)
    const element = part === undefined ? undefined : this.#elements(kind, part).get(id)
    if (part === undefined || element === undefined) return false
    return kind !== 'comment' || textOf(part, element).includes('{{')
  }

  #elements(kind: NoteKind, part: XmlPart): ReadonlyMap<string, XmlElement> {
    const known = this.#byId.get(kind)
    if (known !== undefined) return known
    const found = new Map(part.root.children.map((each) => [attribute(part, each, `${part.prefix}id`) ?? '', each]))
    this.#byId.set(kind, found)
    return found
  }
}

const textOf = (part: XmlPart, element: XmlElement): string =>
  unescapeXml(part.source.slice(element.start, element.end).replace(/<[^>]*>/g, ''))

interface Reference {
  readonly element: XmlElement
  readonly kind: NoteKind
  readonly id: string
  /** Where its id stands. */
  readonly range: readonly [number, number]
}

function readReference(part: XmlPart, element: XmlElement): Reference[] {
  const kind = REFERENCES[element.name]
  const range = attributeRange(part, element, `${part.prefix}id`)
  if (kind === undefined || range === undefined) return []
  return [{ element, kind, id: part.source.slice(...range), range }]
}
