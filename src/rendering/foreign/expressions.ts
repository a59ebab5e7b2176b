/**
 * What stands in a tag of another engine: a path, a fixed value, or something that would have to be computed.
 */

export type Expression =
  | { readonly kind: 'path'; readonly path: string }
  /** `text` is what it prints, `holds` whether it shows what it is a condition of. */
  | { readonly kind: 'fixed'; readonly text: string; readonly holds: boolean }
  | { readonly kind: 'computed'; readonly text: string }

/** A condition without its negations. */
export interface Negatable {
  readonly expression: Expression
  readonly not: boolean
}

/** Longer expressions are computed, whatever they are: nobody writes so many parentheses. */
const MAX_LENGTH = 1_000
const NAME = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`
/** Names and indexes, after `straighten`: `users[0].name`, `user["first name"]`. */
const PATH = new RegExp(String.raw`^${NAME}(?:\.${NAME}|\.\d+|\[(?:\d+|"[^"\[\]{}]*")\])*$`, 'u')
/** Names may have hyphens where the engine has no subtraction. */
const HYPHENATED = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}_$][\p{L}\p{N}_$-]*)*$/u
/** Several words; an engine without such words takes them for a name. */
const WORDS = /^[\p{L}_$][\p{L}\p{N}_$-]*(?: [\p{L}\p{N}_$][\p{L}\p{N}_$-]*)+$/u
/** Words that ask for something to be done, in one language or another. */
const KEYWORD =
  /(?:^| )(?:if|else|elseif|elif|end|endif|for|foreach|each|while|unless|with|not|and|or|in|is|new|set|include)(?: |$)/i

interface Fixed {
  readonly text: string
  readonly holds: boolean
}

const FIXED = new Map<string, Fixed>(
  (['True', 'False', 'None'] as const).flatMap((text) =>
    [text, text.toLowerCase()].map((each): [string, Fixed] => [each, { text, holds: text === 'True' }]),
  ),
)

/** Quotation marks that Word made typographic are straight again. */
const straightQuotes = (text: string): string => text.replace(/[“”„‟]/g, '"').replace(/[‘’‚‛]/g, "'")

/** A path as the readers know it: an index is `[0]`, a key that is a name is `.name`. */
const straightPath = (path: string): string =>
  path
    .replace(/\.(\d+)(?=[.[]|$)/g, '[$1]')
    .replace(new RegExp(String.raw`\["(${NAME})"\]`, 'gu'), '.$1')
    .replaceAll(/\["([^"]*)"\]/g, '[$1]')

/** Reads an expression of Python, as jinja has it: fixed values, and minus signs that subtract. */
export function readExpression(source: string): Expression {
  const text = withoutParentheses(straighten(source))
  const fixed = FIXED.get(text)
  if (fixed !== undefined) return { kind: 'fixed', ...fixed }
  if (/^\d+(?:\.\d+)?$/.test(text)) return { kind: 'fixed', text, holds: Number(text) !== 0 }
  const quoted = /^"([^"\\{}]*)"$/.exec(text)?.[1]
  if (quoted !== undefined) return { kind: 'fixed', text: quoted, holds: quoted !== '' }
  return PATH.test(text) ? { kind: 'path', path: straightPath(text) } : { kind: 'computed', text }
}

/** Reads a condition: `not x`, `(not x)`, `not (x)` and `!x` are x, negated. */
export function readCondition(source: string): Negatable {
  if (source.length > MAX_LENGTH) return { expression: { kind: 'computed', text: straighten(source) }, not: false }
  let text = withoutParentheses(straighten(source))
  let not = false
  for (let operand = negatedOperand(text); operand !== undefined; operand = negatedOperand(text)) {
    text = operand
    not = !not
  }
  return { expression: readExpression(text), not }
}

/** What a negation negates as a whole: `not` binds tighter than `and` and `or`, `!` tighter than anything. */
function negatedOperand(text: string): string | undefined {
  const [, sign, operand = ''] = /^(not\b|!(?!=))\s*(.+)$/s.exec(text) ?? []
  const whole = withoutParentheses(operand)
  if (sign === undefined) return undefined
  const isOne = sign === '!' ? PATH.test(operand) || operand.startsWith('!') : !/\b(?:and|or|if)\b/.test(operand)
  return isOne || whole !== operand ? whole : undefined
}

/** Reads a path of an engine whose names may have hyphens and spaces; anything else is computed. */
export function readPath(source: string): Expression {
  const text = withoutParentheses(straighten(source))
  if (HYPHENATED.test(text) || (WORDS.test(text) && !KEYWORD.test(text))) return { kind: 'path', path: text }
  return PATH.test(text) ? { kind: 'path', path: straightPath(text) } : { kind: 'computed', text }
}

/** A path and what is done to its value: `price|currency("EUR")`. Undefined for anything else. */
export function readFiltered(text: string): string | undefined {
  const path = /^([^|]+?)\s*\|(?!\|)/.exec(text)?.[1]
  return path !== undefined && PATH.test(path) ? straightPath(path) : undefined
}

/** Straight quotation marks, double ones where they can be, and no more spaces than needed. */
export const straighten = (source: string): string =>
  straightQuotes(source)
    .replace(/'([^'"]*)'/g, '"$1"')
    .replace(/\s+/g, ' ')
    .trim()

/** The same text for the same expression, however it is spaced. */
export const expressionKey = (source: string): string =>
  straighten(source)
    .split(/("[^"]*")/)
    .map((piece) => (piece.startsWith('"') ? piece : piece.replace(/ ?([^\p{L}\p{N}_ .]) ?/gu, '$1')))
    .join('')

function withoutParentheses(source: string): string {
  let text = source.trim()
  while (text.length <= MAX_LENGTH && text.startsWith('(') && closingOf(text) === text.length - 1)
    text = text.slice(1, -1).trim()
  return text
}

/** Where the parenthesis that a text begins with is closed. */
function closingOf(text: string): number {
  let depth = 0
  let quote = ''
  for (const [index, char] of [...text].entries()) {
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth += 1
    else if (char === ')' && --depth === 0) return [...text].slice(0, index).join('').length
  }
  return -1
}
