/**
 * The package of a Word file (ISO 29500-2): content types, and the role of each part.
 */
import { type Result, ok } from '../../../domain/kernel/errors.ts'
import { refuseFile } from '../../template/mistake.ts'
import type { ElementBudget } from '../xml/element-budget.ts'
import type { Archive } from '../zip/archive.ts'
import { findEntry } from './find-entry.ts'
import { type RecordFile, readRecords } from './records.ts'
import { readRelationships } from './relationships.ts'

export interface WordPackage {
  readonly archive: Archive
  /** Name of the main part, usually `word/document.xml`. */
  readonly main: string
  /** Parts that are always searched for tags, in reading order, with a name for people. */
  readonly flows: readonly { readonly name: string; readonly label: string }[]
  readonly contentTypes: RecordFile
  /** The content type of a part, or ''. */
  readonly typeOf: (name: string) => string
}

const CONTENT_TYPES = '[Content_Types].xml'
const MAIN_TYPES =
  /^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.(?:document|template)\.main\+xml$/

/**
 * Finds the parts of a Word file. Refusals: `not_word`, `macros`. The package's relationships name the main part;
 * unless `checked`, the only part with the content type of a main part is used.
 */
export function readPackage(archive: Archive, budget: ElementBudget, checked = true): Result<WordPackage> {
  const entry = findEntry(archive, CONTENT_TYPES)
  if (entry === undefined)
    return refuseFile('not_word', 'The file is a zip, but not a Word file. Save it as .docx in Word and upload that.')
  const contentTypes = readRecords(CONTENT_TYPES, entry.bytes, budget)
  const types = typesOf(archive, contentTypes)
  const typeOf = (name: string): string => types.get(name) ?? ''
  const [likely, ...others] = checked ? [] : [...types.keys()].filter((name) => MAIN_TYPES.test(typeOf(name)))
  const main =
    likely !== undefined && others.length === 0
      ? likely
      : readRelationships(archive, '', budget).links.find((each) => each.type.endsWith('/officeDocument'))?.target
  if (main === undefined || !archive.has(main)) {
    return refuseFile(
      'not_word',
      'The file is no Word file: it has no document in it. Save it as .docx in Word and upload that.',
    )
  }
  const type = typeOf(main)
  if (/macroEnabled/i.test(type) || [...archive.keys()].some((name) => /vbaProject\.bin$/i.test(name))) {
    return refuseFile('macros', 'The file holds macros. Save it as .docx in Word and upload that.')
  }
  if (!MAIN_TYPES.test(type))
    return refuseFile(
      'not_word',
      'The file is an Office file, but not a Word document. Save it as .docx in Word and upload that.',
    )
  return ok({ archive, main, flows: listFlowParts(main, types), contentTypes, typeOf })
}

/** The content type of each entry: its own, or that of its extension. */
function typesOf(archive: Archive, { records }: RecordFile): Map<string, string> {
  const defaults = new Map<string, string>()
  const overrides = new Map<string, string>()
  for (const {
    values: { ContentType: type = '', Extension: extension, PartName: name },
  } of records) {
    if (extension !== undefined) defaults.set(extension.toLowerCase(), type)
    if (name !== undefined) overrides.set(name.replace(/^\//, '').toLowerCase(), type)
  }
  const types = new Map<string, string>()
  for (const name of archive.keys()) {
    const lower = name.toLowerCase()
    types.set(name, overrides.get(lower) ?? defaults.get(lower.slice(lower.lastIndexOf('.') + 1)) ?? '')
  }
  return types
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
const ROLES: readonly (readonly [string, string])[] = [
  ['header', 'header'],
  ['document.main', 'body'],
  ['template.main', 'body'],
  ['footer', 'footer'],
  ['footnotes', 'footnotes'],
  ['endnotes', 'endnotes'],
  ['comments', 'comments'],
].map(([role = '', label = '']) => [`${WORD}${role}+xml`, label])

function listFlowParts(main: string, types: ReadonlyMap<string, string>): { name: string; label: string }[] {
  const parts: { name: string; label: string }[] = []
  for (const [role, label] of ROLES) {
    const names: string[] = []
    for (const [name, type] of types) if (type === role && (label !== 'body' || name === main)) names.push(name)
    if (names.length > 1) names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    for (const [index, name] of names.entries())
      parts.push({ name, label: label === 'header' || label === 'footer' ? `${label} ${index + 1}` : label })
  }
  return parts
}

/** Whether a part with this content type only defines formatting: it holds no text, and so no tags. */
export const holdsNoText = (contentType: string): boolean => NO_TEXT.test(contentType)
const NO_TEXT = /(?:[.]styles|[.]stylesWithEffects|[.]theme|[.]fontTable|[.]webSettings)[+]xml$/
