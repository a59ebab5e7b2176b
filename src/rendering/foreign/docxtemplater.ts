/**
 * Templates for docxtemplater: `{name}`, `{#list}…{/list}`, `{^none}…{/none}`, `{/}`, `{-w:tr list}…{/list}`, `{%image}`.
 */
import { type Conversion, type Edit, PATH, type Problem, noMeaning } from './syntax.ts'

const TAG = /\{([^{}\u2029]*)\}/g

export function readDocxtemplater(flow: string): Conversion {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const open: string[] = []
  for (const match of flow.matchAll(TAG)) {
    const [whole, inner = ''] = match
    const content = inner.trim()
    const at = match.index
    const write = (text: string): void => { edits.push({ start: at, end: at + whole.length, text }) }
    const sigil = content[0] ?? ''
    const name = ('#^/%'.includes(sigil) ? content.slice(1) : content.replace(/^-[\w:]+\s+/, '')).trim()
    if (sigil === '/') {
      const last = open.pop()
      write(`{{/${name === '' ? last ?? '' : name}}}`)
    } else if (name !== '.' && !PATH.test(name)) {
      problems.push(noMeaning(at, whole, sigil === '>' || sigil === '@' ? 'puts in another file or raw XML.' : sigil === '=' ? 'changes the braces.' : 'is an expression, and none is evaluated here.'))
    } else if (sigil === '#' || sigil === '^' || sigil === '-') {
      open.push(name)
      write(`{{${sigil === '^' ? '^' : '#'}${name}}}`)
    } else write(`{{${name}}}`)
  }
  return { edits, problems }
}
