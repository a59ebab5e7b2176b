/**
 * Templates for docxtpl and docassemble: `{{ name }}`, `{% if x %}…{% elif y %}…{% else %}…{% endif %}`, `{% for a in
 * list %}…{% endfor %}`, the same with `p`, `tr`, `tc` or `r` behind the brace; `{_{` and `{% raw %}` print braces.
 * Comments, and what depends on a fixed value, are taken out before.
 */
import { ConvertedFile } from './converted-file.ts'
import { type Expression, readCondition, readExpression, readFiltered, straighten } from './expressions.ts'
import { JinjaScopes } from './jinja-scopes.ts'
import { type Problem, type Remark, computedProblem, quoteTag, removedProblem, formatProblem } from './problems.ts'
import { type Edit, type FlowConversion, type SyntaxReader, type UnitTag, literalText } from './syntax.ts'

const TAG = new RegExp(
  [
    /(\{_[{%]|[%}]_\})/,
    /\{%-?\s*raw\s*-?%\}([^\u2029]*?)\{%-?\s*endraw\s*-?%\}/,
    /\{\{([^{}\u2029]*)\}\}/,
    /\{%((?:(?!\{%|%\})[^\u2029])*)%\}/,
    /\{\{|\{%|\{#|\}\}|%\}|#\}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Limits: nesting beyond that of sections in a template, and the closing tags of a chain of conditions. */
const MAX_DEPTH = 64
const MAX_CLOSE_LENGTH = 10_000

/** A condition, and whether it is negated. */
interface Condition {
  readonly name: string
  readonly not: boolean
  /** It repeats the cells between its tags. */
  readonly columns: boolean
}

/** An open block: its current section, and the tags that close it. */
interface Block {
  readonly kind: 'if' | 'for'
  current: Condition
  close: string
}

export const readJinja: SyntaxReader = (flow, file) => {
  const first = new ConvertedFile()
  const scopes = new JinjaScopes(first)
  new JinjaReader(first, scopes).read(flow)
  file.notePathsOf(first)
  return new JinjaReader(file, new JinjaScopes(file, scopes.ambiguous())).read(flow)
}

class JinjaReader {
  readonly #file: ConvertedFile
  readonly #scopes: JinjaScopes
  readonly #edits: Edit[] = []
  readonly #problems: Problem[] = []
  readonly #remarks: Remark[] = []
  readonly #units: UnitTag[] = []
  readonly #blocks: Block[] = []
  #at = 0
  #tag = ''

  constructor(file: ConvertedFile, scopes: JinjaScopes) {
    this.#file = file
    this.#scopes = scopes
  }

  read(flow: string): FlowConversion {
    for (const match of flow.matchAll(TAG)) {
      const [whole, escaped, raw, expression, statement] = match
      this.#at = match.index
      this.#tag = whole
      this.#file.countTag()
      const end = this.#at + whole.length
      const unit = /^(?:p|tr|tc)(?=\s)/.exec(statement ?? '')?.[0] as UnitTag['unit'] | undefined
      const text =
        escaped !== undefined
          ? literalText(escaped.replace('_', ''))
          : raw !== undefined
            ? literalText(raw)
            : expression !== undefined
              ? this.#print(trimDashes(expression).replace(/^[rp]\s+(?=\S)/, ''))
              : statement !== undefined
                ? this.#statement(trimDashes(statement.replace(/^(?:p|tr|tc|r)(?=\s)/, '')), unit === 'tc')
                : this.#drop('has no counterpart in the same paragraph.')
      this.#edits.push({ start: this.#at, end, text })
      if (unit !== undefined) this.#units.push({ start: this.#at, end, unit, text })
      if (/^\{[{%]-|-[}%]\}$/.test(whole)) this.#remarkJoin(flow, end)
    }
    return { edits: this.#edits, problems: this.#problems, remarks: this.#remarks, units: this.#units }
  }

  #print(expression: string): string {
    if (expression === '') return this.#drop('names nothing.')
    if (expression.startsWith('loop.')) return this.#drop('counts the items of a list, which nothing does here.')
    if (/^include_docx_template\b/.test(expression)) return this.#drop('puts in another file.')
    const read = readExpression(expression)
    if (read.kind === 'fixed') return literalText(read.text)
    const name = this.#valueOf(read)
    this.#scopes.notePrinted(name)
    return `{{${name}}}`
  }

  /** The name under which the value of an expression is asked for. */
  #valueOf(read: Exclude<Expression, { kind: 'fixed' }>): string {
    if (read.kind === 'path') return this.#scopes.nameOf(read.path)
    const filtered = readFiltered(read.text)
    if (filtered !== undefined) {
      const name = this.#scopes.nameOf(filtered)
      this.#lose(formatProblem(this.#at, this.#tag, name))
      return name
    }
    return this.#lost(read.text)
  }

  #statement(written: string, columns: boolean): string {
    const [, keyword = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(written.replace(/\s*:$/, '')) ?? []
    const top = this.#blocks.at(-1)
    switch (keyword) {
      case 'if': {
        if (this.#blocks.length >= MAX_DEPTH) return this.#drop('is nested too deeply.')
        const current = this.#condition(rest, columns)
        this.#blocks.push({ kind: 'if', current, close: closeTag(current) })
        this.#scopes.enterCondition(current.name)
        return openTag(current)
      }
      case 'elif': {
        if (top?.kind !== 'if') return this.#drop('stands in no condition.')
        if (top.close.length > MAX_CLOSE_LENGTH) return this.#drop('stands in a chain that is too long.')
        const turned = closeTag(top.current) + openTag(negate(top.current))
        this.#scopes.leave()
        const next = this.#condition(rest, top.current.columns)
        this.#scopes.enterCondition(next.name)
        top.current = next
        top.close = closeTag(next) + top.close
        return turned + openTag(next)
      }
      case 'else': {
        if (top === undefined) return this.#drop('stands in no condition and no list.')
        top.current = negate(top.current)
        return closeTag(top.current) + openTag(top.current)
      }
      case 'for':
        return this.#loop(rest, columns)
      case 'endif':
      case 'endfor':
        if (top === undefined || top.kind !== keyword.slice(3)) return this.#drop('closes nothing that is open here.')
        this.#blocks.pop()
        this.#scopes.leave()
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

  #loop(text: string, columns: boolean): string {
    const [, variables = '', list = ''] = /^([\w\s,]+?)\s+in\s+([\s\S]+)$/.exec(text) ?? []
    if (list === '') return this.#drop('has no meaning here.')
    if (this.#blocks.length >= MAX_DEPTH) return this.#drop('is nested too deeply.')
    const read = readExpression(list)
    const name = read.kind === 'fixed' ? this.#lost(straighten(list)) : this.#valueOf(read)
    const current = { name, not: false, columns }
    this.#file.noteLoop(name, true)
    this.#blocks.push({ kind: 'for', current, close: closeTag(current) })
    this.#scopes.enterLoop(straighten(list), name, variables.match(/\w+/g) ?? [])
    return openTag(current)
  }

  #condition(text: string, columns: boolean): Condition {
    const { expression, not } = readCondition(text)
    const name = expression.kind === 'fixed' ? this.#lost(straighten(text)) : this.#valueOf(expression)
    this.#file.noteCondition(name)
    return { name, not, columns }
  }

  /** The name of what would have to be computed. */
  #lost(text: string): string {
    const name = this.#file.nameOf(text)
    this.#scopes.noteComputed(text, name)
    this.#lose(computedProblem(this.#at, this.#tag, name))
    return name
  }

  /** docxtpl joins the paragraph of `{%-` with the one before, and that of `-%}` with the one behind. */
  #remarkJoin(flow: string, end: number): void {
    const before = flow.slice(flow.lastIndexOf('\u2029', this.#at) + 1, this.#at)
    const next = flow.indexOf('\u2029', end)
    const behind = flow.slice(end, next < 0 ? flow.length : next)
    const joins =
      (/^\{[{%]-/.test(this.#tag) && before.trim() === '') || (/-[}%]\}$/.test(this.#tag) && behind.trim() === '')
    if (joins)
      this.#remarks.push({
        at: this.#at,
        message: `${quoteTag(this.#tag)} joins its paragraph with the one beside it in docxtpl; here both stay.`,
        fix: 'Write both in one paragraph, if they are to be one.',
      })
  }

  #lose(problem: Problem): void {
    this.#file.countLoss()
    this.#problems.push(problem)
  }

  #drop(what: string): string {
    this.#lose(removedProblem(this.#at, this.#tag, what))
    return ''
  }
}

const bar = ({ columns }: Condition): string => (columns ? '|' : '')
const openTag = (each: Condition): string => `{{${each.not ? '^' : '#'}${bar(each)}${each.name}${bar(each)}}}`
const closeTag = (each: Condition): string => `{{/${bar(each)}${each.name}${bar(each)}}}`
const negate = (each: Condition): Condition => ({ ...each, not: !each.not })
const trimDashes = (text: string): string => text.replace(/^[-+]|[-+]$/g, '').trim()
