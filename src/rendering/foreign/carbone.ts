/**
 * Templates for carbone: `{d.name}`, lists by index (`{d.items[i].name}` with the sample row `{d.items[i+1].name}`),
 * and `{d.x:ifNEM:showBegin}…{d.x:showEnd}` with its like.
 */
import { type FlowConversion, type Edit, type IndexedLoop, PATH, type SyntaxReader } from './syntax.ts'
import { type Problem, computedProblem, removedProblem, formatProblem } from './problems.ts'

const TAG = /\{([cd][.[][^{}\u2029]*|#[^{}\u2029=]+=[^{}\u2029]*|\$[^{}\u2029]*|t\([^{}\u2029]*\))\}|\{[cd]\./g
const INDEXED = /^([\p{L}_][\p{L}\p{N}_.]*)\[(i|i\+1)\](?:\.([\p{L}_][\p{L}\p{N}_.]*))?$/u
/** Formatters that test whether there is a value, and those that show or hide what follows. */
const ASKS = /^(?:ifNEM|ifEM|ifEQ\((?:true|false)\)|ifTE\((?:true|false)\))$/
const SHOWS = /^(show|hide)(Begin|End)$/
/** Formatters that choose or compute a value instead of formatting it. */
const COMPUTES = /^(?:if|and|or|show|hide|else|add|sub|mul|div|mod|agg|len|count|cumul)/

export const readCarbone: SyntaxReader = (flow, file): FlowConversion => {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const lose = (problem: Problem): void => {
    file.countLoss()
    problems.push(problem)
  }
  const open: string[] = []
  const loops = new Map<string, { name: string; at: number[]; samples: number[] }>()
  for (const match of flow.matchAll(TAG)) {
    const [whole, inner] = match
    const at = match.index
    file.countTag()
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
    const [path = '', ...formatters] = inner.trim().split(/:(?![^(]*\))/)
    const name = path.startsWith('d.') ? path.slice(2) : path
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
      const plain = PATH.test(name) && test.length <= 1 && ASKS.test(test[0] ?? 'ifNEM')
      const asked = plain ? name : file.nameOf(`${name} ${test.join(' ')}`)
      if (!plain) lose(computedProblem(at, whole, asked))
      const whenEmpty = plain && (test[0] === 'ifEM' || (test[0] ?? '').endsWith('(false)'))
      open.push(asked)
      file.noteCondition(asked)
      write(`{{${whenEmpty !== (what === 'hide') ? '^' : '#'}${asked}}}`)
      continue
    }
    const computes = formatters.some((each) => COMPUTES.test(each))
    const indexed = computes ? null : INDEXED.exec(name)
    if (indexed !== null) {
      const [, list = '', index, field = '.'] = indexed
      const known = loops.get(list) ?? { name: list, at: [], samples: [] }
      loops.set(list, known)
      file.noteLoop(list)
      const positions = index === 'i' ? known.at : known.samples
      positions.push(at)
      if (index === 'i' && formatters.length > 0) lose(formatProblem(at, whole, field))
      write(index === 'i' ? `{{${field}}}` : '')
    } else if (!PATH.test(name) || computes) {
      const asked = file.nameOf([name, ...formatters].join(' '))
      lose(computedProblem(at, whole, asked))
      write(`{{${asked}}}`)
    } else {
      if (formatters.length > 0) lose(formatProblem(at, whole, name))
      write(`{{${name}}}`)
    }
  }
  for (const {
    name,
    at,
    samples: [first],
  } of loops.values()) {
    if (at.length === 0 && first !== undefined)
      lose(removedProblem(first, `{d.${name}[i+1]…}`, 'is the second line of a list whose first line is not there.'))
  }
  return { edits, problems, loops: [...loops.values()] satisfies IndexedLoop[] }
}
