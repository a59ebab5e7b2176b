/**
 * Templates for docxtpl and docassemble: `{{ name }}`, `{% if x %}…{% elif y %}…{% else %}…{% endif %}`, `{% for a in
 * list %}…{% endfor %}`, the same with `p`, `tr`, `tc` or `r` behind the brace. Comments are taken out before.
 */
import { type FlowConversion, type Edit, PATH, type SyntaxReader } from './syntax.ts'
import type { ConvertedFile } from './converted-file.ts'
import { type Problem, computedProblem, removedProblem, formatProblem } from './problems.ts'

const TAG = /\{\{([^{}\u2029]*)\}\}|\{%((?:(?!\{%|%\})[^\u2029])*)%\}|\{\{|\{%|\{#|\}\}|%\}|#\}/g

/** Limits: nesting beyond that of sections in a template, and the closing tags of a chain of conditions. */
const MAX_DEPTH = 64
const MAX_CLOSE_LENGTH = 10_000

/** A condition, and whether it is negated. */
interface Condition {
  readonly name: string
  readonly not: boolean
}

/** An open block: its current section, the tags that close it, and the variable of a loop. */
interface Block {
  readonly kind: 'if' | 'for'
  current: Condition
  close: string
  readonly variable: string | undefined
}

export const readJinja: SyntaxReader = (flow, file) => new JinjaReader(file).read(flow)

class JinjaReader {
  readonly #file: ConvertedFile
  readonly #edits: Edit[] = []
  readonly #problems: Problem[] = []
  readonly #blocks: Block[] = []
  #at = 0
  #tag = ''

  constructor(file: ConvertedFile) {
    this.#file = file
  }

  read(flow: string): FlowConversion {
    for (const match of flow.matchAll(TAG)) {
      const [whole, expression, statement] = match
      this.#at = match.index
      this.#tag = whole
      this.#file.countTag()
      const text =
        expression !== undefined
          ? this.#print(trimDashes(expression).replace(/^[rp]\s+(?=\S)/, ''))
          : statement !== undefined
            ? this.#statement(trimDashes(statement.replace(/^(?:p|tr|tc|r)(?=\s)/, '')))
            : this.#drop('has no counterpart in the same paragraph.')
      this.#edits.push({ start: this.#at, end: this.#at + whole.length, text })
    }
    return { edits: this.#edits, problems: this.#problems }
  }

  #print(expression: string): string {
    if (expression === '') return this.#drop('names nothing.')
    if (expression.startsWith('loop.')) return this.#drop('counts the items of a list, which nothing does here.')
    if (/^include_docx_template\b/.test(expression)) return this.#drop('puts in another file.')
    return `{{${this.#value(expression)}}}`
  }

  /** The name under which the value of an expression is asked for. */
  #value(expression: string): string {
    if (PATH.test(expression)) return this.#local(expression)
    const filtered = /^([^|\s]+)\s*\|(?!\|)/.exec(expression)?.[1]
    if (filtered !== undefined && PATH.test(filtered)) {
      const name = this.#local(filtered)
      this.#lose(formatProblem(this.#at, this.#tag, name))
      return name
    }
    const name = this.#file.nameOf(expression)
    this.#lose(computedProblem(this.#at, this.#tag, name))
    return name
  }

  #statement(statement: string): string {
    const [, keyword = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(statement) ?? []
    const top = this.#blocks.at(-1)
    switch (keyword) {
      case 'if': {
        if (this.#blocks.length >= MAX_DEPTH) return this.#drop('is nested too deeply.')
        const current = this.#condition(rest)
        this.#blocks.push({ kind: 'if', current, close: closeTag(current), variable: undefined })
        return openTag(current)
      }
      case 'elif': {
        if (top?.kind !== 'if') return this.#drop('stands in no condition.')
        if (top.close.length > MAX_CLOSE_LENGTH) return this.#drop('stands in a chain that is too long.')
        const turned = closeTag(top.current) + openTag(negate(top.current))
        const next = this.#condition(rest)
        top.current = next
        top.close = closeTag(next) + top.close
        return turned + openTag(next)
      }
      case 'else': {
        if (top === undefined) return this.#drop('stands in no condition and no list.')
        top.current = negate(top.current)
        return closeTag(top.current) + openTag(top.current)
      }
      case 'for': {
        const [, variables = '', list = ''] = /^([\w\s,]+?)\s+in\s+([\s\S]+)$/.exec(rest) ?? []
        if (list === '') return this.#drop('has no meaning here.')
        if (this.#blocks.length >= MAX_DEPTH) return this.#drop('is nested too deeply.')
        const current = { name: this.#value(list.trim()), not: false }
        this.#file.noteLoop(current.name)
        this.#blocks.push({
          kind: 'for',
          current,
          close: closeTag(current),
          variable: /^\w+$/.test(variables) ? variables : undefined,
        })
        return openTag(current)
      }
      case 'endif':
      case 'endfor':
        if (top === undefined || top.kind !== keyword.slice(3)) return this.#drop('closes nothing that is open here.')
        this.#blocks.pop()
        return top.close
      case 'set':
        return this.#drop('computes a value, and nothing is computed here; its name is asked for where it is used.')
      case 'include':
      case 'import':
      case 'from':
      case 'extends':
        return this.#drop('puts in another file.')
      default:
        return this.#drop('has no meaning here.')
    }
  }

  #condition(text: string): Condition {
    const [, not, expression = ''] = /^(not\s+(?=[\w.]+$))?([\s\S]*)$/.exec(text.trim()) ?? []
    const name = this.#value(expression)
    if (not === undefined) this.#file.noteCondition(name)
    return { name, not: not !== undefined }
  }

  #lose(problem: Problem): void {
    this.#file.countLoss()
    this.#problems.push(problem)
  }

  #drop(what: string): string {
    this.#lose(removedProblem(this.#at, this.#tag, what))
    return ''
  }

  /** A path relative to the loops around it. */
  #local(path: string): string {
    for (const { variable } of this.#blocks.toReversed()) {
      if (variable === undefined) continue
      if (path === variable) return '.'
      if (path.startsWith(`${variable}.`)) return path.slice(variable.length + 1)
    }
    return path
  }
}

const openTag = ({ name, not }: Condition): string => `{{${not ? '^' : '#'}${name}}}`
const closeTag = ({ name }: Condition): string => `{{/${name}}}`
const negate = ({ name, not }: Condition): Condition => ({ name, not: !not })
const trimDashes = (text: string): string => text.replace(/^[-+]|[-+]$/g, '').trim()
