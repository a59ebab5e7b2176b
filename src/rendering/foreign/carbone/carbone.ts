/**
 * Templates for carbone: `{d.name}`, lists by index (`{d.items[i].name}` with the sample row `{d.items[i+1].name}`),
 * and `{d.x:ifNEM:showBegin}…{d.x:showEnd}` with its like.
 */
import { FieldNames, readIndexed } from './carbone-paths.ts'
import { readPath } from '../expressions.ts'
import {
  type FlowConversion,
  type Edit,
  type IndexedLoop,
  type SyntaxReader,
  type TagRange,
  literalBrace,
} from '../syntax.ts'
import { type Problem, computedProblem, removedProblem, formatProblem } from '../problems.ts'

const TAG =
  /\{([cd][.[][^{}\u2029]*|#[^{}\u2029=]+=[^{}\u2029]*|\$[^{}\u2029]*|t\([^{}\u2029]*\))\}|\{[cd]\.|\{(?=\{)|\}(?=\})/g
/** Formatters that test whether there is a value, and those that show or hide what follows. */
const ASKS = /^(?:ifNEM|ifEM|ifEQ\((?:true|false)\)|ifTE\((?:true|false)\))$/
const SHOWS = /^(show|hide)(Begin|End)$/
/** Formatters that choose or compute a value instead of formatting it. */
const COMPUTES = /^(?:if|and|or|show|hide|else|add|sub|mul|div|mod|agg|len|count|cumul)/

/** What data that are a list themselves are called here. */
const ROOT_LIST = 'items'

/** The path in the data, without what is done to its value. */
function dataPath(written: string): string {
  const [path = ''] = written.trim().split(':')
  return path.startsWith('d.') ? path.slice(2) : path.replace(/^d(?=\[)/, ROOT_LIST)
}

export const readCarbone: SyntaxReader = (flow, file): FlowConversion => {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const lose = (problem: Problem): void => {
    file.countLoss()
    problems.push(problem)
  }
  const open: string[] = []
  const loops = new Map<string, { name: string; at: TagRange[]; samples: TagRange[] }>()
  const fields = new FieldNames()
  for (const [, inner = ''] of flow.matchAll(TAG)) fields.note(readIndexed(dataPath(inner)))
  for (const match of flow.matchAll(TAG)) {
    const [whole, inner] = match
    const at = match.index
    file.countTag()
    if (whole.length === 1) {
      // Doubled braces are text for carbone.
      edits.push({ start: at, end: at + 1, text: literalBrace(whole) })
      continue
    }
    const write = (text: string): void => {
      edits.push({ start: at, end: at + whole.length, text })
    }
    const drop = (what: string): void => {
      write('')
      lose(removedProblem(at, whole, what))
    }
    if (inner === undefined || /^[#$]/.test(inner)) {
      drop(inner === undefined ? 'is not closed in its paragraph.' : 'is an alias, and there are none here.')
      continue
    }
    if (inner.startsWith('t(')) {
      write(inner.slice(2, -1))
      continue
    }
    const [path = '', ...written] = inner.trim().split(/:(?![^(]*\))/)
    const formatters = written.map((each) => each.replace(/\(\s*\)$/, ''))
    const name = dataPath(path)
    const read = readPath(name)
    const known = read.kind !== 'path' ? undefined : read.path.includes('[') ? file.nameOf(read.path) : read.path
    const shows = SHOWS.exec(formatters.at(-1) ?? '')
    if (shows !== null) {
      const [, what, end] = shows
      const test = formatters.slice(0, -1)
      if (end === 'End') {
        const last = open.pop()
        if (last === undefined) drop('ends what has not begun here.')
        else write(`{{/${last}}}`)
        continue
      }
      const plain = known !== undefined && test.length <= 1 && ASKS.test(test[0] ?? 'ifNEM')
      const asked = plain ? known : file.nameOf(`${name} ${test.join(' ')}`)
      if (!plain) lose(computedProblem(at, whole, asked))
      const whenEmpty = plain && (test[0] === 'ifEM' || (test[0] ?? '').endsWith('(false)'))
      open.push(asked)
      file.noteCondition(asked)
      write(`{{${whenEmpty !== (what === 'hide') ? '^' : '#'}${asked}}}`)
      continue
    }
    const computes = formatters.some((each) => COMPUTES.test(each))
    const indexed = computes ? undefined : readIndexed(name)
    if (indexed !== undefined) {
      const own = { start: at, end: at + whole.length }
      for (const [index, { key, list, sample }] of indexed.loops.entries()) {
        const loop = loops.get(key) ?? { name: list, at: [], samples: [] }
        loops.set(key, loop)
        file.noteLoop(list, true)
        const outer = indexed.loops[index - 1]
        if (outer !== undefined) file.noteField(outer.list, list)
        const positions = sample ? loop.samples : loop.at
        positions.push(own)
        // In a sample of the outer list everything is a sample.
        if (sample) break
      }
      const field = fields.nameOf(indexed)
      const isSample = indexed.loops.some((each) => each.sample)
      if (field !== '.') file.noteField(indexed.loops.at(-1)?.list ?? '', field)
      if (!isSample && formatters.length > 0) lose(formatProblem(at, whole, field))
      write(isSample ? '' : `{{${field}}}`)
    } else if (known === undefined || computes) {
      const asked = file.nameOf([name, ...formatters].join(' '))
      const list = readIndexed(name)?.loops.at(-1)?.list
      if (list !== undefined) file.noteField(list, asked)
      lose(computedProblem(at, whole, asked))
      write(`{{${asked}}}`)
    } else {
      if (formatters.length > 0) lose(formatProblem(at, whole, known))
      write(`{{${known}}}`)
    }
  }
  for (const {
    name,
    at,
    samples: [first],
  } of loops.values()) {
    if (at.length === 0 && first !== undefined)
      lose(
        removedProblem(first.start, `{d.${name}[i+1]…}`, 'is the second line of a list whose first line is not there.'),
      )
  }
  return { edits, problems, loops: [...loops.values()] satisfies IndexedLoop[] }
}
