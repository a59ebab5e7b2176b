/**
 * Reads the tags of an XML text and checks that it is well-formed. `fast-tag-reader.ts` reads plain XML, as Word writes
 * it, several times faster than a parser that builds attributes and texts; anything else is left to saxes, which alone
 * decides what is refused.
 */
import { SaxesParser } from 'saxes'
import { fileRefusal } from '../../template/mistake.ts'
import { type ElementBudget, countElements } from './element-budget.ts'
import { readPlainTags } from './fast-tag-reader.ts'
import type { TagReader } from './tag-reader.ts'

/**
 * Reads a part. `begin` creates a reader, and may be called a second time for one that then reads everything from the
 * start; the last one is returned. Throws Refused (`not_xml`, `dtd`, `too_many_elements`) naming the part.
 */
export function readTags<T extends TagReader>(name: string, source: string, budget: ElementBudget, begin: () => T): T {
  const reader = begin()
  if (readPlainTags(source, budget, reader)) return reader
  const second = begin()
  readWithSaxes(name, source, budget, second)
  return second
}

function readWithSaxes(name: string, source: string, budget: ElementBudget, reader: TagReader): void {
  const parser = new SaxesParser({ position: false })
  parser.on('error', () => {
    throw fileRefusal('not_xml', `"${name}" is not well-formed XML. Save the file anew in Word.`)
  })
  parser.on('doctype', () => {
    throw fileRefusal('dtd', `"${name}" holds a DTD, which no Word file needs. Save the file anew in Word.`)
  })
  let inner = 0
  let depth = 0
  parser.on('opentag', (tag) => {
    inner = parser.position
    depth += 1
    countElements(budget, 1, depth)
    const start = source.lastIndexOf('<', inner - 1)
    const kind = reader.kindOf(tag.name, false, start, inner)
    if (kind !== undefined) reader.open(kind, start, inner)
  })
  parser.on('closetag', () => {
    const end = parser.position
    depth -= 1
    reader.close(end === inner ? end : source.lastIndexOf('<', end - 1), end)
  })
  parser.write(source).close()
}
