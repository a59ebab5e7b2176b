/**
 * Markdown as a value: laid out with the template's own styles. Where the value is all of its paragraph, blocks take the paragraph's place;
 * elsewhere it becomes runs with line breaks.
 */
import { type Token, type Tokens, lexer } from 'marked'
import type { Markdown } from '../../domain/render-data.ts'
import type { RunPlace } from '../program.ts'
import { checkCharacters, escapeXml, writtenInRun } from '../values.ts'
import { type Assets, HYPERLINK, safeAddress } from './assets.ts'
import { withProperties } from './run-properties.ts'

const INDENT = 720
const HANGING = 360

/** Blocks in place of a paragraph; never empty. */
export function markdownBlocks(value: Markdown, name: string, run: RunPlace, assets: Assets): string {
  const layout = new Layout(name, run, assets)
  const blocks = layout.blocks(tokensOf(value, name), 0)
  return blocks === '' ? layout.paragraph('', run.paragraph ?? '') : blocks
}

/** Runs inside an open `w:t`, which is open again at their end. */
export function markdownRuns(value: Markdown, name: string, run: RunPlace, assets: Assets): string {
  const { prefix: w } = run
  const runs = new Layout(name, run, assets).flat(tokensOf(value, name))
  return `</${w}t></${w}r>${runs}<${w}r>${run.properties}<${w}t xml:space="preserve">`
}

function tokensOf(value: Markdown, name: string): Token[] {
  checkCharacters(value.markdown, name)
  return lexer(value.markdown, { gfm: true })
}

type Look = Readonly<Record<string, string>>

class Layout {
  readonly #name: string
  readonly #run: RunPlace
  readonly #assets: Assets
  readonly #w: string

  constructor(name: string, run: RunPlace, assets: Assets) {
    this.#name = name
    this.#run = run
    this.#assets = assets
    this.#w = run.prefix
  }

  paragraph(runs: string, properties: string): string {
    return `<${this.#w}p>${properties}${runs}</${this.#w}p>`
  }

  blocks(tokens: readonly Token[], depth: number): string {
    return tokens.map(token => this.#block(token, depth)).join('')
  }

  #block(token: Token, depth: number): string {
    const w = this.#w
    const own = depth === 0 ? this.#run.paragraph ?? '' : this.#properties(this.#assets.styles.list, depth, 0)
    switch (token.type) {
      case 'space': case 'def': return ''
      case 'heading': {
        const { depth: level, tokens } = token as Tokens.Heading
        const style = this.#assets.styles.headings[level - 1]
        if (style !== undefined && style !== '') return this.paragraph(this.#inline(tokens, {}, ''), `<${w}pPr><${w}pStyle ${w}val="${style}"/></${w}pPr>`)
        return this.paragraph(this.#inline(tokens, this.#look('strong')), `<${w}pPr><${w}keepNext/></${w}pPr>`)
      }
      case 'list': return this.#list(token as Tokens.List, depth)
      case 'blockquote': {
        const { tokens } = token as Tokens.Blockquote
        return tokens.map(each => ('tokens' in each && each.type === 'paragraph'
          ? this.paragraph(this.#inline(each.tokens ?? [], {}), this.#properties(this.#assets.styles.quote, depth + 1, 0))
          : this.#block(each, depth + 1))).join('')
      }
      case 'code': return this.paragraph(this.#text((token as Tokens.Code).text, this.#look('codespan')), own)
      case 'hr': return this.paragraph('', `<${w}pPr><${w}pBdr><${w}bottom ${w}val="single" ${w}sz="6" ${w}space="1" ${w}color="auto"/></${w}pBdr></${w}pPr>`)
      case 'table': return this.#table(token as Tokens.Table)
      default: return this.paragraph(this.#inline('tokens' in token && token.tokens !== undefined ? token.tokens : [token], {}), own)
    }
  }

  #list(list: Tokens.List, depth: number): string {
    const first = list.start === '' ? 1 : list.start
    return list.items.map((item, index) => {
      const mark = item.task ? (item.checked === true ? '☒' : '☐') : list.ordered ? `${first + index}.` : depth % 2 === 0 ? '•' : '–'
      const [lead, ...rest] = item.tokens.filter(each => each.type !== 'checkbox' && each.type !== 'space')
      const leads = lead !== undefined && (lead.type === 'text' || lead.type === 'paragraph')
      const runs = this.#text(`${mark}\t`, {}) + (leads ? this.#inline((lead as Tokens.Text).tokens ?? [lead], {}) : '')
      return this.paragraph(runs, this.#properties(this.#assets.styles.list, depth + 1, HANGING))
        + this.blocks(leads || lead === undefined ? rest : [lead, ...rest], depth + 1)
    }).join('')
  }

  #table(table: Tokens.Table): string {
    const w = this.#w
    const border = (side: string): string => `<${w}${side} ${w}val="single" ${w}sz="4" ${w}space="0" ${w}color="auto"/>`
    const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')
    const row = (cells: readonly Tokens.TableCell[], look: Look): string =>
      `<${w}tr>${cells.map(cell => `<${w}tc><${w}tcPr><${w}tcW ${w}w="0" ${w}type="auto"/></${w}tcPr>${this.paragraph(this.#inline(cell.tokens, look), this.#aligned(cell.align))}</${w}tc>`).join('')}</${w}tr>`
    return `<${w}tbl><${w}tblPr><${w}tblW ${w}w="0" ${w}type="auto"/><${w}tblBorders>${borders}</${w}tblBorders></${w}tblPr><${w}tblGrid>${table.header.map(() => `<${w}gridCol/>`).join('')}</${w}tblGrid>`
      + `${row(table.header, this.#look('strong'))}${table.rows.map(each => row(each, {})).join('')}</${w}tbl>${this.paragraph('', '')}`
  }

  #aligned(align: string | null): string {
    return align === null ? '' : `<${this.#w}pPr><${this.#w}jc ${this.#w}val="${align}"/></${this.#w}pPr>`
  }

  #properties(style: string | undefined, depth: number, hanging: number): string {
    const w = this.#w
    const named = style === undefined ? /<[\w.-]*:?pStyle\s[^>]*>/.exec(this.#run.paragraph ?? '')?.[0] ?? '' : `<${w}pStyle ${w}val="${style}"/>`
    return `<${w}pPr>${named}<${w}ind ${w}left="${INDENT * depth}"${hanging === 0 ? '' : ` ${w}hanging="${hanging}"`}/></${w}pPr>`
  }

  /** All of it as runs, blocks parted by line breaks. */
  flat(tokens: readonly Token[]): string {
    const lines: string[] = []
    const add = (token: Token, mark: string): void => {
      if (token.type === 'list') {
        for (const [index, item] of (token as Tokens.List).items.entries()) {
          const sign = (token as Tokens.List).ordered ? `${((token as Tokens.List).start || 1) + index}. ` : '• '
          for (const [position, each] of item.tokens.entries()) add(each, position === 0 ? mark + sign : `${mark}  `)
        }
      } else if (token.type !== 'space' && token.type !== 'def') {
        const look = token.type === 'heading' ? this.#look('strong') : token.type === 'code' ? this.#look('codespan') : {}
        const inner = token.type !== 'code' && 'tokens' in token && token.tokens !== undefined ? this.#inline(token.tokens, look) : this.#text('text' in token ? String(token['text']) : token.raw, look)
        lines.push((mark === '' ? '' : this.#text(mark, {})) + inner)
      }
    }
    for (const token of tokens) add(token, '')
    return lines.join(`<${this.#w}r><${this.#w}br/></${this.#w}r>`)
  }

  #inline(tokens: readonly Token[], look: Look, base = this.#run.properties): string {
    return tokens.map(token => {
      switch (token.type) {
        case 'strong': case 'em': case 'del':
          return this.#inline((token as Tokens.Strong).tokens, { ...look, ...this.#look(token.type) }, base)
        case 'codespan': return this.#text((token as Tokens.Codespan).text, { ...look, ...this.#look('codespan') }, base)
        case 'br': return `<${this.#w}r><${this.#w}br/></${this.#w}r>`
        case 'link': return this.#link(token as Tokens.Link, look, base)
        case 'text': {
          const { tokens: inner, text } = token as Tokens.Text
          return inner === undefined ? this.#text(unescapeHtml(text), look, base) : this.#inline(inner, look, base)
        }
        case 'image': return this.#text((token as Tokens.Image).text, look, base)
        case 'escape': return this.#text((token as Tokens.Escape).text, look, base)
        default: return this.#text(token.raw, look, base)
      }
    }).join('')
  }

  #link(link: Tokens.Link, look: Look, base: string): string {
    if (this.#run.closed === true) return this.#inline(link.tokens, look, base)
    const w = this.#w
    const id = this.#assets.external(HYPERLINK, safeAddress(link.href, this.#name))
    return `<${w}hyperlink r:id="${id}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`
      + `${this.#inline(link.tokens, { ...look, ...linkLook(w, this.#assets) }, base)}</${w}hyperlink>`
  }

  #text(text: string, look: Look, base = this.#run.properties): string {
    if (text === '') return ''
    const w = this.#w
    return `<${w}r>${withProperties(base, w, look)}<${w}t xml:space="preserve">${writtenInRun(text, this.#name, w)}</${w}t></${w}r>`
  }

  #look(kind: 'strong' | 'em' | 'del' | 'codespan'): Look {
    const w = this.#w
    switch (kind) {
      case 'strong': return { b: `<${w}b/>`, bCs: `<${w}bCs/>` }
      case 'em': return { i: `<${w}i/>`, iCs: `<${w}iCs/>` }
      case 'del': return { strike: `<${w}strike/>` }
      case 'codespan': return { rFonts: `<${w}rFonts ${w}ascii="Courier New" ${w}hAnsi="Courier New" ${w}cs="Courier New"/>` }
    }
  }
}

/** The template's hyperlink style, or blue and underlined where it has none. */
export function linkLook(w: string, assets: Assets): Readonly<Record<string, string>> {
  const { hyperlink } = assets.styles
  if (hyperlink !== undefined) return { rStyle: `<${w}rStyle ${w}val="${escapeXml(hyperlink)}"/>` }
  return { color: `<${w}color ${w}val="0563C1"/>`, u: `<${w}u ${w}val="single"/>` }
}

/** marked leaves entities in text as they were written. */
function unescapeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '')
}
