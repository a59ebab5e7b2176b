/**
 * Lays out a Markdown value with the template's own styles. Where the value is all of its paragraph, blocks replace the
 * paragraph; elsewhere it becomes runs with line breaks.
 */
import type { Markdown } from '../../../../domain/template/render-data.ts'
import { safeAddress } from '../../../template/addresses.ts'
import type { Block, Inline, MarkdownList, MarkdownTable } from '../../../markdown/blocks.ts'
import { blocksOf, leadsSomewhere } from '../../../markdown/markdown-answer.ts'
import type { RunFormatting } from '../../../template/program.ts'
import { encodeRunText } from '../../../template/encode-text.ts'
import type { Assets } from '../assets.ts'
import { withProperties } from '../run-properties.ts'
import { linkLook } from '../link-look.ts'
import { HANGING, INDENT } from '../lists.ts'

const BOXES = ['☐', '☒'] as const

/** Blocks in place of a paragraph; never empty. */
export function markdownBlocks(value: Markdown, name: string, run: RunFormatting, assets: Assets): string {
  const layout = new Layout(name, run, assets)
  const blocks = layout.blocks(blocksOf(value, name), 0)
  return blocks === '' ? layout.paragraph('', run.paragraph ?? '') : blocks
}

/** Runs inside an open `w:t`, which is open again at their end. */
export function markdownRuns(value: Markdown, name: string, run: RunFormatting, assets: Assets): string {
  const { prefix: w } = run
  const runs = new Layout(name, run, assets).flat(blocksOf(value, name))
  return `</${w}t></${w}r>${runs}<${w}r>${run.properties}<${w}t xml:space="preserve">`
}

type Look = Readonly<Record<string, string>>

class Layout {
  readonly #name: string
  readonly #run: RunFormatting
  readonly #assets: Assets
  readonly #w: string

  constructor(name: string, run: RunFormatting, assets: Assets) {
    this.#name = name
    this.#run = run
    this.#assets = assets
    this.#w = run.prefix
  }

  paragraph(runs: string, properties: string): string {
    return `<${this.#w}p>${properties}${runs}</${this.#w}p>`
  }

  /** `depth`: in how many quotations and lists they stand; `nested`: in how many lists. */
  blocks(blocks: readonly Block[], depth: number, nested = 0): string {
    return blocks.map((block) => this.#block(block, depth, nested)).join('')
  }

  #block(block: Block, depth: number, nested: number): string {
    const w = this.#w
    const own = depth === 0 ? (this.#run.paragraph ?? '') : this.#properties(this.#assets.styles.list, depth, 0)
    switch (block.type) {
      case 'paragraph':
        return this.paragraph(this.#inline(block.inline, {}), own)
      case 'heading': {
        const style = this.#assets.styles.headings[block.level - 1]
        if (style !== undefined && style !== '') {
          const own = `<${w}pPr><${w}pStyle ${w}val="${style}"/></${w}pPr>`
          return this.paragraph(this.#inline(block.inline, {}, ''), own)
        }
        return this.paragraph(this.#inline(block.inline, this.#look('strong')), `<${w}pPr><${w}keepNext/></${w}pPr>`)
      }
      case 'list':
        return this.#list(block, depth, nested)
      case 'quote':
        return block.blocks
          .map((each) =>
            each.type === 'paragraph'
              ? this.paragraph(this.#inline(each.inline, {}), this.#properties(this.#assets.styles.quote, depth + 1, 0))
              : this.#block(each, depth + 1, nested),
          )
          .join('')
      case 'code':
        return this.paragraph(this.#text(block.text, this.#look('code')), own)
      case 'rule': {
        const line = `<${w}bottom ${w}val="single" ${w}sz="6" ${w}space="1" ${w}color="auto"/>`
        return this.paragraph('', `<${w}pPr><${w}pBdr>${line}</${w}pBdr></${w}pPr>`)
      }
      case 'table':
        return this.#table(block)
      case 'page_break':
        return ''
    }
  }

  #list(list: MarkdownList, depth: number, nested: number): string {
    const properties = this.#itemProperties(list, depth, nested)
    return list.items
      .map(({ checked, blocks }, index) => {
        const [lead, ...rest] = blocks
        const leads = lead?.type === 'paragraph'
        const bullet = depth % 2 === 0 ? '•' : '–'
        // Word has no list with boxes: they are typed, as all marks are where no list can be added.
        const typed = checked !== undefined ? BOXES[checked ? 1 : 0] : list.ordered ? `${list.start + index}.` : bullet
        const isTyped = checked !== undefined || properties === undefined
        const mark = isTyped ? this.#text(`${typed}\t`, {}) : ''
        const own = isTyped ? this.#properties(this.#assets.styles.list, depth + 1, HANGING) : properties
        const first = this.paragraph(mark + (leads ? this.#inline(lead.inline, {}) : ''), own)
        return first + this.blocks(leads ? rest : blocks, depth + 1, nested + 1)
      })
      .join('')
  }

  /** The properties of an item: a list of Word's, in the template's style of lists where it has one. */
  #itemProperties({ ordered, start }: MarkdownList, depth: number, nested: number): string | undefined {
    const { lists, styles } = this.#assets
    if (!lists.isOpen) return undefined
    const w = this.#w
    const style = (ordered ? styles.numbers : styles.bullets)[nested]
    const named = style === undefined ? this.#style(styles.list) : `<${w}pStyle ${w}val="${style.id}"/>`
    const indent = depth === nested ? '' : `<${w}ind ${w}left="${INDENT * (depth + 1)}" ${w}hanging="${HANGING}"/>`
    if (!ordered && style?.list !== undefined) return `<${w}pPr>${named}${indent}</${w}pPr>`
    const level = style?.definition === undefined ? Math.min(nested, 8) : style.level
    const list = ordered ? lists.numbered(level, start, style?.definition) : lists.bulleted()
    const numbers = `<${w}numPr><${w}ilvl ${w}val="${level}"/><${w}numId ${w}val="${list}"/></${w}numPr>`
    return `<${w}pPr>${named}${numbers}${indent}</${w}pPr>`
  }

  #table({ align, header, rows }: MarkdownTable): string {
    const w = this.#w
    const border = (side: string): string => `<${w}${side} ${w}val="single" ${w}sz="4" ${w}space="0" ${w}color="auto"/>`
    const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')
    const width = (name: string): string => `<${w}${name} ${w}w="0" ${w}type="auto"/>`
    const cellOf = (cell: readonly Inline[], column: number, look: Look): string => {
      const text = this.paragraph(this.#inline(cell, look), this.#aligned(align[column]))
      return `<${w}tc><${w}tcPr>${width('tcW')}</${w}tcPr>${text}</${w}tc>`
    }
    const row = (cells: readonly (readonly Inline[])[], look: Look, properties = ''): string =>
      `<${w}tr>${properties}${cells.map((cell, column) => cellOf(cell, column, look)).join('')}</${w}tr>`
    const { grid } = this.#assets.styles
    const look =
      grid === undefined
        ? `${width('tblW')}<${w}tblBorders>${borders}</${w}tblBorders>`
        : `<${w}tblStyle ${w}val="${grid}"/>${width('tblW')}`
    const head = row(header, this.#look('strong'), `<${w}trPr><${w}tblHeader/></${w}trPr>`)
    return (
      `<${w}tbl><${w}tblPr>${look}</${w}tblPr>` +
      `<${w}tblGrid>${header.map(() => `<${w}gridCol/>`).join('')}</${w}tblGrid>` +
      `${head}${rows.map((each) => row(each, {})).join('')}</${w}tbl>` +
      this.paragraph('', '')
    )
  }

  #aligned(align: string | undefined): string {
    return align === undefined ? '' : `<${this.#w}pPr><${this.#w}jc ${this.#w}val="${align}"/></${this.#w}pPr>`
  }

  #properties(style: string | undefined, depth: number, hanging: number): string {
    const w = this.#w
    return (
      `<${w}pPr>${this.#style(style)}<${w}ind ` +
      `${w}left="${INDENT * depth}"${hanging === 0 ? '' : ` ${w}hanging="${hanging}"`}/></${w}pPr>`
    )
  }

  /** A style of a paragraph; that of the value's own paragraph where the template has none. */
  #style(style: string | undefined): string {
    return style === undefined
      ? (/<[\w.-]*:?pStyle\s[^>]*>/.exec(this.#run.paragraph ?? '')?.[0] ?? '')
      : `<${this.#w}pStyle ${this.#w}val="${style}"/>`
  }

  /** All of it as runs, blocks parted by line breaks. */
  flat(blocks: readonly Block[]): string {
    return this.#lines(blocks, '', '').join(`<${this.#w}r><${this.#w}br/></${this.#w}r>`)
  }

  /** A line for each block; `first` stands before the first one, `others` before those that follow. */
  #lines(blocks: readonly Block[], first: string, others: string): string[] {
    return blocks.flatMap((block, index) => {
      const mark = index === 0 ? first : others
      if (block.type === 'list') {
        return block.items.flatMap(({ checked, blocks: inner }, at) => {
          const bullet = block.ordered ? `${block.start + at}.` : '•'
          const sign = `${checked === undefined ? bullet : BOXES[checked ? 1 : 0]} `
          return this.#lines(inner, mark + sign, `${mark}  `)
        })
      }
      if (block.type === 'quote') return this.#lines(block.blocks, mark, others)
      if (block.type === 'table') {
        const line = (cells: readonly (readonly Inline[])[]): string =>
          cells.map((cell) => this.#inline(cell, {})).join(this.#text('\t', {}))
        return [block.header, ...block.rows].map((cells) => this.#text(mark, {}) + line(cells))
      }
      return [this.#text(mark, {}) + this.#line(block)]
    })
  }

  #line(block: Exclude<Block, { readonly type: 'list' | 'quote' | 'table' }>): string {
    switch (block.type) {
      case 'paragraph':
        return this.#inline(block.inline, {})
      case 'heading':
        return this.#inline(block.inline, this.#look('strong'))
      case 'code':
        return this.#text(block.text, this.#look('code'))
      case 'rule':
        return this.#text('---', {})
      case 'page_break':
        return ''
    }
  }

  #inline(inline: readonly Inline[], look: Look, base = this.#run.properties): string {
    return inline
      .map((each) => {
        switch (each.type) {
          case 'strong':
          case 'em':
          case 'del':
          case 'sub':
          case 'sup':
          case 'u':
            return this.#inline(each.children, { ...look, ...this.#look(each.type) }, base)
          case 'code':
            return this.#text(each.text, { ...look, ...this.#look('code') }, base)
          case 'break':
            return `<${this.#w}r><${this.#w}br/></${this.#w}r>`
          case 'link':
            return this.#link(each, look, base)
          case 'image':
            return this.#text(each.alt, look, base)
          case 'text':
            return this.#text(each.text, look, base)
        }
      })
      .join('')
  }

  #link(link: Extract<Inline, { readonly type: 'link' }>, look: Look, base: string): string {
    if (this.#run.closed === true || !leadsSomewhere(link.href)) return this.#inline(link.children, look, base)
    const w = this.#w
    const id = this.#assets.linked(safeAddress(link.href, this.#name))
    return (
      `<${w}hyperlink r:id="${id}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
      `${this.#inline(link.children, { ...look, ...linkLook(w, this.#assets) }, base)}</${w}hyperlink>`
    )
  }

  #text(text: string, look: Look, base = this.#run.properties): string {
    if (text === '') return ''
    const w = this.#w
    return (
      `<${w}r>${withProperties(base, w, look)}<${w}t ` +
      `xml:space="preserve">${encodeRunText(text, this.#name, w)}</${w}t></${w}r>`
    )
  }

  #look(kind: 'strong' | 'em' | 'del' | 'sub' | 'sup' | 'u' | 'code'): Look {
    const w = this.#w
    switch (kind) {
      case 'strong':
        return { b: `<${w}b/>`, bCs: `<${w}bCs/>` }
      case 'em':
        return { i: `<${w}i/>`, iCs: `<${w}iCs/>` }
      case 'del':
        return { strike: `<${w}strike/>` }
      case 'sub':
      case 'sup':
        return { vertAlign: `<${w}vertAlign ${w}val="${kind === 'sub' ? 'subscript' : 'superscript'}"/>` }
      case 'u':
        return { u: `<${w}u ${w}val="single"/>` }
      case 'code':
        return { rFonts: `<${w}rFonts ${w}ascii="Courier New" ${w}hAnsi="Courier New" ${w}cs="Courier New"/>` }
    }
  }
}
