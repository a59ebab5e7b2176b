/**
 * From offsets in a paragraph's text to places in the source.
 */
import type { Atom, Paragraph, SourcePiece } from './flows.ts'
import { firstIndex } from '../xml/search.ts'
import { unescapeXml } from '../xml/unescape-xml.ts'

/** The place in the source of an offset in a paragraph's text. */
export function sourceOffset(paragraph: Paragraph, offset: number): number {
  const atom = paragraph.atoms[firstIndex(paragraph.atoms, (each) => offset < each.offset + each.text.length)]
  if (atom !== undefined) return atom.isText ? offsetInAtom(atom, offset - atom.offset) : atom.from
  return paragraph.atoms.at(-1)?.to ?? paragraph.element.inner
}

/** The place in the source of an offset in an atom's text, counting an entity as the one character it stands for. */
function offsetInAtom(atom: Atom, offset: number): number {
  if (atom.escaped === undefined || offset === 0) return atom.from + offset
  return offset === atom.text.length ? atom.to : atom.from + rawOffset(atom.escaped, offset)
}

function rawOffset(raw: string, offset: number): number {
  let decoded = 0
  let at = 0
  while (at < raw.length && decoded < offset) {
    const entity = raw[at] === '&' ? /^&[^;]*;/.exec(raw.slice(at, at + 12))?.[0] : undefined
    decoded += entity === undefined ? 1 : unescapeXml(entity).length
    at += entity?.length ?? 1
  }
  return at
}

/** The pieces of the source that a range of a paragraph's text covers. */
export function piecesOf(paragraph: Paragraph, start: number, end: number): SourcePiece[] {
  const pieces: SourcePiece[] = []
  const { atoms } = paragraph
  for (let index = firstIndex(atoms, (each) => each.offset + each.text.length > start); index < atoms.length; index++) {
    const atom = atoms[index] as Atom
    if (atom.offset >= end) break
    const from = Math.max(start, atom.offset)
    const to = Math.min(end, atom.offset + atom.text.length)
    if (from >= to) continue
    if (atom.isText)
      pieces.push({ atom, from: offsetInAtom(atom, from - atom.offset), to: offsetInAtom(atom, to - atom.offset) })
    else pieces.push({ atom, from: atom.from, to: atom.to })
  }
  return pieces
}
