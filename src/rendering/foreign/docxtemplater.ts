/**
 * Templates for docxtemplater: `{name}`, `{#list}…{/list}`, `{^none}…{/none}`, `{/}`, `{-w:tr list}…{/list}`,
 * `{%image}`; the braces may be doubled.
 */
import { type FlowConversion, type Edit, PATH, type SyntaxReader } from './syntax.ts'
import { type Problem, computedProblem, removedProblem, formatProblem } from './problems.ts'

const TAG = /\{\{([^{}\u2029]*)\}\}|\{([^{}\u2029]*)\}|[{}]+/g
/** A path, and what is done to its value: `price | currency:"EUR"`. */
const FILTERED = /^([^|\s]+)\s*\|(?!\|)/

export const readDocxtemplater: SyntaxReader = (flow, file): FlowConversion => {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const lose = (problem: Problem): void => {
    file.countLoss()
    problems.push(problem)
  }
  const open: string[] = []
  for (const match of flow.matchAll(TAG)) {
    const [whole, doubled, single] = match
    const at = match.index
    file.countTag()
    const write = (text: string): void => {
      edits.push({ start: at, end: at + whole.length, text })
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
    const name = ('#^/%@'.includes(sigil) ? content.slice(1) : content.replace(/^-[\w:]+\s+/, '')).trim()
    if (sigil === '/') {
      const last = open.pop()
      // A closing that names another section than the open one is a mistake, and stays one.
      write(`{{/${name !== '.' && !PATH.test(name) ? (last ?? name) : name}}}`)
    } else if (sigil === '>' || sigil === '=' || name === '') {
      drop(
        sigil === '>'
          ? 'puts in another file.'
          : sigil === '='
            ? 'changes the braces, which stay here.'
            : 'names nothing.',
      )
    } else {
      const isPath = name === '.' || PATH.test(name)
      const filtered = isPath ? undefined : FILTERED.exec(name)?.[1]
      const known = isPath ? name : filtered !== undefined && PATH.test(filtered) ? filtered : file.nameOf(name)
      if (!isPath) lose(known === filtered ? formatProblem(at, whole, known) : computedProblem(at, whole, known))
      else if (sigil === '@') lose(computedProblem(at, whole, known, 'puts in raw XML, which nobody can be asked for.'))
      if (sigil === '#' || sigil === '^' || sigil === '-') {
        open.push(known)
        write(`{{${sigil === '^' ? '^' : '#'}${known}}}`)
      } else write(`{{${known}}}`)
    }
  }
  return { edits, problems }
}
