/**
 * Templates for carbone: `{d.name}`, lists by index (`{d.items[i].name}` with the sample row `{d.items[i+1].name}`), and
 * `{d.x:ifNEM:showBegin}…{d.x:showEnd}` with its like.
 */
import { type Conversion, type Edit, type IndexedLoop, PATH, type Problem, noMeaning } from './syntax.ts'

const TAG = /\{([cd]\.[^{}\u2029]*|[#$][^{}\u2029]*|t\([^{}\u2029]*\))\}/g
const INDEXED = /^([\p{L}_][\p{L}\p{N}_.]*)\[(i|i\+1)\](?:\.([\p{L}_][\p{L}\p{N}_.]*))?$/u
/** Formatters that ask whether there is a value, and those that show or hide what follows. */
const CONDITION = /^(ifNEM|ifEM|ifEQ\((?:true|false)\)|ifTE\((?:true|false)\))?:?(showBegin|hideBegin|showEnd|hideEnd)$/

export function readCarbone(flow: string): Conversion {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const loops = new Map<string, { name: string; at: number; sample: number | undefined }>()
  for (const match of flow.matchAll(TAG)) {
    const [whole, inner = ''] = match
    const at = match.index
    const write = (text: string): void => { edits.push({ start: at, end: at + whole.length, text }) }
    const [path = '', ...formatters] = inner.trim().split(/:(?![^(]*\))/)
    const name = path.startsWith('d.') ? path.slice(2) : path
    const indexed = INDEXED.exec(name)
    const condition = CONDITION.exec(formatters.join(':'))
    if (indexed !== null && formatters.length === 0) {
      const [, list = '', index, field = '.'] = indexed
      const known = loops.get(list) ?? { name: list, at, sample: undefined }
      loops.set(list, known)
      if (index === 'i+1') known.sample ??= at
      write(index === 'i' ? `{{${field}}}` : '')
    } else if (!PATH.test(name)) problems.push(noMeaning(at, whole, 'is an expression, and none is evaluated here.'))
    else if (formatters.length === 0) write(`{{${name}}}`)
    else if (condition !== null) {
      const [, test = '', what = ''] = condition
      const whenEmpty = test === 'ifEM' || test.endsWith('(false)')
      const hides = what.startsWith('hide')
      write(what.endsWith('End') ? `{{/${name}}}` : `{{${whenEmpty !== hides ? '^' : '#'}${name}}}`)
    } else problems.push(noMeaning(at, whole, 'uses a formatter, and none is applied here.'))
  }
  return { edits, problems, loops: [...loops.values()] satisfies IndexedLoop[] }
}
