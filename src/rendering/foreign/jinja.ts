/**
 * Templates for docxtpl and docassemble: `{{ name }}`, `{% if x %}…{% elif y %}…{% else %}…{% endif %}`, `{% for a in list %}…{% endfor %}`,
 * the same with `p`, `tr`, `tc` or `r` behind the brace, and `{# comments #}`.
 */
import { type Conversion, type Edit, PATH, type Problem, noMeaning } from './syntax.ts'

const TAG = /\{\{([^{}\u2029]*)\}\}|\{%([^\u2029]*?)%\}|\{#([^\u2029]*?)#\}/g

/** An open block: what closes it, and the variable of a loop. */
interface Block {
  readonly kind: 'if' | 'for'
  close: string
  readonly variable?: string | undefined
  /** The condition that `else` turns round; undefined when it has no meaning here. */
  condition?: { readonly name: string; readonly not: boolean } | undefined
}

export function readJinja(flow: string): Conversion {
  const edits: Edit[] = []
  const problems: Problem[] = []
  const blocks: Block[] = []
  const local = (path: string): string => {
    for (const { variable } of blocks.toReversed()) {
      if (variable === undefined) continue
      if (path === variable) return '.'
      if (path.startsWith(`${variable}.`)) return path.slice(variable.length + 1)
    }
    return path
  }
  for (const match of flow.matchAll(TAG)) {
    const [whole, expression, statement] = match
    const at = match.index
    const write = (text: string): void => { edits.push({ start: at, end: at + whole.length, text }) }
    if (expression !== undefined) {
      const path = trim(expression).replace(/^[rp]\s+(?=\S)/, '')
      if (PATH.test(path) && !path.startsWith('loop.')) write(`{{${local(path)}}}`)
      else problems.push(noMeaning(at, whole, path.includes('|') ? 'uses a filter, and none is applied here.' : 'is an expression, and none is evaluated here.'))
    } else if (statement === undefined) write('')
    else {
      const written = readStatement(trim(statement.replace(/^(?:p|tr|tc|r)(?=\s)/, '')), blocks, local)
      if (written === undefined) problems.push(noMeaning(at, whole, 'has no meaning here.'))
      else write(written)
    }
  }
  return { edits, problems }
}

const trim = (text: string): string => text.replace(/^[-+]|[-+]$/g, '').trim()

/** What a statement becomes; undefined when it has no meaning here. */
function readStatement(statement: string, blocks: Block[], local: (path: string) => string): string | undefined {
  const condition = (text: string): Block['condition'] => {
    const [, not, path = ''] = /^(not\s+)?(\S+)$/.exec(text.trim()) ?? []
    return PATH.test(path) ? { name: local(path), not: not !== undefined } : undefined
  }
  const opening = (each: NonNullable<Block['condition']>, inverted = false): string => `{{${each.not !== inverted ? '^' : '#'}${each.name}}}`
  const [, keyword = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(statement) ?? []
  const top = blocks.at(-1)
  switch (keyword) {
    case 'if': {
      const found = condition(rest)
      blocks.push({ kind: 'if', condition: found, close: found === undefined ? '' : `{{/${found.name}}}` })
      return found === undefined ? undefined : opening(found)
    }
    case 'elif': case 'else': {
      if (top?.kind !== 'if' || top.condition === undefined) return undefined
      const previous = top.condition
      const turned = `{{/${previous.name}}}${opening(previous, true)}`
      if (keyword === 'else') return turned
      const found = condition(rest)
      top.condition = found
      if (found === undefined) return undefined
      top.close = `{{/${found.name}}}${top.close}`
      return turned + opening(found)
    }
    case 'for': {
      const [, variable = '', path = ''] = /^(\w+)\s+in\s+(\S+)$/.exec(rest) ?? []
      const name = PATH.test(path) ? local(path) : undefined
      blocks.push({ kind: 'for', variable, close: name === undefined ? '' : `{{/${name}}}` })
      return name === undefined ? undefined : `{{#${name}}}`
    }
    case 'endif': case 'endfor': {
      if (top === undefined || top.kind !== keyword.slice(3)) return undefined
      blocks.pop()
      return top.close === '' ? undefined : top.close
    }
    default: return undefined
  }
}
