/**
 * Parses or checks a part. DTDs are refused.
 */
import { decodeCharged, plainSource } from './decode-part.ts'
import type { ElementBudget } from './element-budget.ts'
import { readTags } from './read-tags.ts'
import type { TagReader } from './tag-reader.ts'
import { TreeBuilder } from './tree-builder.ts'
import type { XmlPart } from './xml-tree.ts'

/** Parses a part. Throws Refused (`not_xml`, `dtd`, `too_many_elements`) naming it. */
export function parsePart(name: string, bytes: Buffer, budget: ElementBudget): XmlPart {
  const source = plainSource(name, decodeCharged(name, bytes, budget))
  return readTags(name, source, budget, () => new TreeBuilder(source)).finish()
}

/**
 * Counts the elements of a part that is only copied, and checks that it is well-formed. Throws Refused as `parsePart`
 * does.
 */
export function checkPart(name: string, bytes: Buffer, budget: ElementBudget): void {
  readTags(name, decodeCharged(name, bytes, budget), budget, () => IGNORE_ALL)
}

const COUNTED = {}

const IGNORE_ALL: TagReader = { kindOf: (_name, bare) => (bare ? undefined : COUNTED), open() {}, close() {} }
