/**
 * Writes the pieces of a Markdown file whose own marks depend on the answers in them: code needs more backticks than
 * are in it, `<…>` an address, and front matter quotation marks where YAML would read something else.
 */
import { isScalar, isSeq } from 'yaml'
import type { MarkdownWrap } from '../../template/program.ts'
import { composeYaml } from '../../yaml/parse-yaml.ts'
import { isAutolink } from './encode-address.ts'
import { escapeText } from './escape-text.ts'

/** The piece with its marks. */
export function writeWrap(wrap: MarkdownWrap, text: string): string {
  switch (wrap.of) {
    case 'span':
      return writeSpan(wrap.padded === true ? text.slice(1, -1) : text, wrap.marks, wrap.padded === true)
    case 'fence': {
      const marks = wrap.sign.repeat(longerThan(text, wrap.sign, wrap.marks))
      return marks + text + (wrap.open === true ? '' : marks)
    }
    case 'brackets':
      if (isAutolink(text)) return `<${wrap.cell === true ? text.replaceAll('|', '%7C') : text}>`
      return `\\<${escapeText(text, { in: 'text', breaks: wrap.cell === true ? 'cell' : 'space' })}\\>`
    case 'scalar':
      return isPlain(text, wrap.flow === true) ? text : quote(text)
  }
}

function writeSpan(text: string, marks: number, padded: boolean): string {
  if (text === '') return '` `'
  const runs = new Set([...text.matchAll(/`+/g)].map(([run]) => run.length))
  let length = marks
  while (runs.has(length)) length += 1
  const fence = '`'.repeat(length)
  const pad = padded || /^`|`$|^ [^]*[^ ][^]* $/.test(text) ? ' ' : ''
  return fence + pad + text + pad + fence
}

/** At least as many marks as the author wrote, and more than at the beginning of any line. */
function longerThan(text: string, sign: string, marks: number): number {
  let longest = marks - 1
  for (const [run] of text.matchAll(sign === '`' ? /`{3,}/g : /~{3,}/g)) longest = Math.max(longest, run.length)
  return longest + 1
}

/** A text in double quotation marks, where YAML and JSON have the same escapes. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0085\u2028\u2029\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const SHORTEST = /^(?:-?(?:0|[1-9]\d{0,14})(?:\.\d{0,9}[1-9])?|\d{4}-\d{2}-\d{2})$/
const WORDS = /^\p{L}[\p{L}\p{N}]{5,}(?: [\p{L}\p{N}]+)*$/u

/** Whether a scalar without quotation marks says the same, in YAML 1.1 and 1.2. */
function isPlain(text: string, flow: boolean): boolean {
  if (SHORTEST.test(text) || WORDS.test(text)) return true
  if (/[\n\r\t\u0085\u2028\u2029\ufeff]/.test(text)) return false
  return (['1.1', '1.2'] as const).every((version) => {
    const contents = contentsOf(flow ? `[${text}]` : text, version)
    const read = !flow ? contents : isSeq(contents) && contents.items.length === 1 ? contents.items[0] : undefined
    return isScalar(read) && read.value === text
  })
}

/** Undefined for what is no YAML. */
function contentsOf(yaml: string, version: '1.1' | '1.2'): unknown {
  try {
    return composeYaml(yaml, undefined, version).contents
  } catch {
    return undefined
  }
}
