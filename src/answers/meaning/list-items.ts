/** Reads what a person writes to a list as its items: one on each line, `name=value`, or the rows of a pasted table. */
import type { Question } from '../../domain/questions/question.ts'
import { matchNamed } from '../../domain/questions/naming/match-names.ts'
import { parseNamedAnswers } from './named-answers.ts'

/** A text with more lines is not a list. */
const MAX_LINES = 100
const LINE_ENDS = /\r\n?|\n|[\u2028\u2029]/

type List = Pick<Question, 'fields'>
type Column = Pick<Question, 'name' | 'label'>

/** Whether the items of a list are plain values. */
export const isPlainList = ({
  fields = [],
}: {
  readonly fields?: readonly Pick<Question, 'name'>[] | undefined
}): boolean => fields.length === 1 && fields[0]?.name === '.'

/** The items; undefined for a text that is no list item. */
export function parseListItems(list: List, text: string): readonly unknown[] | undefined {
  const { fields = [] } = list
  if (isPlainList(list)) {
    const lines = splitItems(text)
    // Which of several columns is meant?
    const isList = lines.length > 0 && lines.length <= MAX_LINES && !lines.some((line) => line.includes('\t'))
    return isList ? lines : undefined
  }
  if (text.includes('\t')) {
    const rows = parseTable(text, fields)
    return rows.length > 0 && rows.length <= MAX_LINES ? rows : undefined
  }
  const named = namedItem(fields, text)
  if (named !== 'none' && named !== 'repeated') return [named]
  const first = firstTypedField(fields)
  if (named === 'none')
    return first === undefined || parseNamedAnswers(text) !== undefined ? undefined : firstFields(first, text)
  // A field that is named again begins another item: one on each line.
  const lines = text.split(LINE_ENDS).filter((line) => line.trim() !== '')
  const items = lines.map((line) => namedItem(fields, line))
  return lines.length <= MAX_LINES && items.every((item) => typeof item === 'object') ? items : undefined
}

/** A pasted column fills the first field of an item on each line, unless one item's field takes several lines. */
function firstFields(first: Question, text: string): readonly unknown[] | undefined {
  const lines = first.kind === 'long_text' ? [text] : splitItems(text, '\n')
  return lines.length > 0 && lines.length <= MAX_LINES ? lines.map((line) => ({ [first.name]: line })) : undefined
}

/** The item that `name=value` pairs give; `none` without pairs or with an unknown name. */
function namedItem(fields: readonly Question[], text: string): Readonly<Record<string, string>> | 'none' | 'repeated' {
  const item: Record<string, string> = {}
  const given = parseNamedAnswers(text)
  if (given === undefined) return 'none'
  let isRepeated = false
  for (const { name, value } of given) {
    const match = matchNamed(fields, name)
    if (match === 'none' || 'several' in match) return 'none'
    isRepeated ||= Object.hasOwn(item, match.one.name)
    item[match.one.name] = value
  }
  return isRepeated ? 'repeated' : item
}

/** The field that a typed message fills in a new item: the first one, if it can be answered by typing. */
export const firstTypedField = (fields: readonly Question[]): Question | undefined => {
  const [first] = fields
  return first === undefined || first.when.length > 0 || ['list', 'image', 'yes_no'].includes(first.kind)
    ? undefined
    : first
}

/**
 * The items of a list of plain values: one on each line, or apart by semicolons in a single line. Bullets and numbers
 * are dropped where each line has one, the numbers counting from 1: `1. FC Köln` alone is a name.
 */
export function splitItems(text: string, inOneLine: ';' | '\n' = ';'): string[] {
  const lines = text
    .split(/[\r\n\u2028\u2029]/.test(text) ? LINE_ENDS : inOneLine)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return withoutMarks(lines, (line) => /^(?<mark>[-*•–])\s+\S/u.exec(line)?.groups?.['mark']) ?? withoutNumbers(lines)
}

function withoutMarks(lines: readonly string[], markOf: (line: string) => string | undefined): string[] | undefined {
  const marks = new Set(lines.map(markOf))
  const [mark] = marks
  // “- 5” alone may be a number below zero.
  if (marks.size !== 1 || mark === undefined || (lines.length === 1 && /\d/.test(lines[0] ?? ''))) return undefined
  return lines.map((line) => line.slice(mark.length).trim())
}

function withoutNumbers(lines: readonly string[]): string[] {
  const counted = lines.length > 1 && lines.every((line, index) => new RegExp(`^${index + 1}[.)]\\s+\\S`).test(line))
  return counted ? lines.map((line) => line.replace(/^\d+[.)]\s+/, '')) : [...lines]
}

/**
 * A table as it is copied from a spreadsheet or typed: a row on each line, cells apart by tabs (or `|` or `;`). A first
 * row of the fields' names or labels says their order; without one they stand in the order of the questions.
 */
export function parseTable(text: string, fields: readonly Column[]): readonly unknown[] {
  if (isPlainList({ fields })) return splitItems(text)
  const lines = text.split(LINE_ENDS).filter((line) => line.trim() !== '')
  const separator = ['\t', '|', ';'].find((sign) => lines.some((line) => line.includes(sign))) ?? '\t'
  const rows = lines.map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split(separator)
      .map((cell) => cell.trim()),
  )
  const named = rows[0]?.map((cell) =>
    fields.find(({ name, label }) => [name, label].some((word) => word.toLowerCase() === cell.toLowerCase())),
  )
  const headed = named !== undefined && named.length > 0 && named.every((field) => field !== undefined)
  const columns = headed ? named : fields
  return (headed ? rows.slice(1) : rows).map((row) =>
    Object.fromEntries(
      row.flatMap((cell, index) => (cell === '' ? [] : [[columns[index]?.name ?? `column ${index + 1}`, cell]])),
    ),
  )
}
