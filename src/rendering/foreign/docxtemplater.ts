/**
 * Templates for docxtemplater: `{name}`, `{#list}…{/list}`, `{^none}…{/none}`, `{/}`, `{-w:tr list}…{/list}`,
 * `{%image}`; the braces may be doubled.
 */
import { type Negatable, readCondition, readFiltered, readPath } from './expressions.ts'
import { type FlowConversion, type Edit, type SyntaxReader, type Unit, type WrappedSection } from './syntax.ts'
import { type Problem, type Remark, computedProblem, removedProblem, formatProblem } from './problems.ts'

const TAG = /\{\{([^{}\u2029]*)\}\}|\{([^{}\u2029]*)\}|[{}]+/g
/** A section round a whole element: `-w:tr list`. */
const AROUND = /^-([\w:]+)\s+(?=\S)/
/** A sign that docxtemplater takes for a part of the name, unless some module of its author reads it. */
const SIGN = /^[^\p{ASCII}\p{L}\p{N}\p{Z}](?=[\p{L}_$])/u
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['w:p', 'p'],
  ['w:tr', 'tr'],
  ['w:tc', 'tc'],
  ['w:tbl', 'tbl'],
])

/** A section that is open. `around`: the element that it stands round, and its opening tag. */
interface Open {
  readonly name: string
  readonly around?: { readonly unit: Unit; readonly open: Edit } | undefined
}

export const readDocxtemplater: SyntaxReader = (flow, file): FlowConversion => {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const remarks: Remark[] = []
  const wrapped: WrappedSection[] = []
  const lose = (problem: Problem): void => {
    file.countLoss()
    problems.push(problem)
  }
  const open: Open[] = []
  for (const match of flow.matchAll(TAG)) {
    const [whole, doubled, single] = match
    const at = match.index
    file.countTag()
    const tag = (text: string): Edit => ({ start: at, end: at + whole.length, text })
    const write = (text: string): void => {
      edits.push(tag(text))
    }
    const drop = (what: string): void => {
      write('')
      lose(removedProblem(at, whole, what))
    }
    const content = (doubled ?? single)?.trim()
    if (content === undefined) {
      drop('is a brace without its counterpart in the same paragraph.')
      continue
    }
    const sigil = content[0] ?? ''
    const element = AROUND.exec(content)
    const written = (
      '#^/%@'.includes(sigil)
        ? content.slice(content.startsWith('%%') ? 2 : 1)
        : content.slice(element?.[0].length ?? 0)
    ).trim()
    if (sigil === '/') {
      const last = open.pop()
      const read = readPath(written)
      const named = written === '.' || (read.kind === 'path' && !read.path.includes('[')) ? written : undefined
      const close = tag(`{{/${named ?? last?.name ?? written}}}`)
      if (last?.around === undefined) edits.push(close)
      else if (named === undefined || named === last.name)
        wrapped.push({ name: last.name, unit: last.around.unit, open: last.around.open, close })
      // A closing that names another section than the open one is a mistake, and stays one.
      else edits.push(last.around.open, close)
      continue
    }
    if (sigil === '>' || sigil === '=' || written === '') {
      drop(
        sigil === '>'
          ? 'puts in another file.'
          : sigil === '='
            ? 'changes the braces, which stay here.'
            : 'names nothing.',
      )
      continue
    }
    const { name, not } = readName(written, sigil, at, whole)
    if (sigil !== '#' && sigil !== '^' && element === null) {
      if (sigil === '%') file.notePicture(name)
      write(`{{${name}}}`)
      continue
    }
    const opening = tag(`{{${(sigil === '^') !== not ? '^' : '#'}${name}}}`)
    const unit = UNITS.get(element?.[1] ?? '')
    if (element === null || element[1] === 'w:r' || unit === undefined) {
      if (element !== null && element[1] !== 'w:r') lose(elementProblem(at, whole, element[1] ?? ''))
      open.push({ name })
      edits.push(opening)
    } else {
      file.noteLoop(name, false)
      open.push({ name, around: { unit, open: opening } })
    }
  }
  // A section that is never closed is a mistake of the template, and stays one.
  for (const { around } of open) if (around !== undefined) edits.push(around.open)
  return { edits, problems, remarks, wrapped }

  function readName(written: string, sigil: string, at: number, whole: string): { name: string; not: boolean } {
    if (written === '.') return { name: '.', not: false }
    const { expression, not } = sigil === '#' || sigil === '^' ? readCondition(written) : NOT_NEGATED
    const inner = !not ? written : expression.kind === 'path' ? expression.path : expression.text
    const sign = SIGN.exec(inner)?.[0] ?? ''
    const read = readPath(inner.slice(sign.length))
    if (sign !== '' && read.kind === 'path') remarks.push(signRemark(at, whole, sign, read.path))
    if (read.kind === 'path') {
      const name = read.path.includes('[') ? file.nameOf(read.path) : read.path
      if (sigil === '@') lose(computedProblem(at, whole, name, 'puts in raw XML, which nobody can be asked for.'))
      return { name, not }
    }
    const filtered = read.kind === 'computed' ? readFiltered(read.text) : undefined
    const name = filtered ?? file.nameOf(inner)
    lose(filtered === undefined ? computedProblem(at, whole, name) : formatProblem(at, whole, filtered))
    return { name, not }
  }
}

const NOT_NEGATED: Negatable = { expression: { kind: 'computed', text: '' }, not: false }

const signRemark = (at: number, tag: string, sign: string, name: string): Remark => ({
  at,
  message: `“${tag}” begins with “${sign}”, which means nothing here: “${name}” is asked for as a text.`,
  fix: 'Take the tag out if a module of yours reads it.',
})

const elementProblem = (at: number, tag: string, element: string): Problem => ({
  at,
  message: `“${tag}” stands round an element (${element}) that cannot be repeated here.`,
  fix: 'Write {#…} for it, or put it round a row, a cell, a table or a paragraph.',
  accepted: 'What stands between its tags is repeated.',
})
