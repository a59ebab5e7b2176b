/**
 * Small Word files for tests, and a strict reader of what was made from them.
 */
import { SaxesParser } from 'saxes'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import {
  type CompiledTemplate,
  decodeCompiled,
  encodeCompiled,
} from '../../../src/rendering/template/compiled-template.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import type { Mistake } from '../../../src/rendering/template/mistake.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { unzip, zip } from './zip.ts'
import type { RenderedDocument } from '../../../src/rendering/template/rendered-document.ts'

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
].join(' ')

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface WordInput {
  /** Blocks of the body. */
  readonly body: string
  /** Further parts by name: whole XML documents without a declaration, `NS` in them standing for all namespaces. */
  readonly parts?: Readonly<Record<string, string>>
  /** Content types of further parts; those of headers and the like are known by name. */
  readonly types?: Readonly<Record<string, string>>
  /** Relationship elements of the body. */
  readonly links?: string
  readonly mainType?: string
  readonly files?: Readonly<Record<string, Uint8Array>>
}

/** The bytes of a Word file. */
export function wordFile(input: WordInput): Buffer {
  const parts = input.parts ?? {}
  const overrides = Object.keys(parts)
    .map((name) => {
      const kind = /word\/(header|footer|footnotes|endnotes|comments)\d*\.xml$/.exec(name)?.[1]
      const type = input.types?.[name] ?? (kind === undefined ? 'application/xml' : `${WORD}.${kind}+xml`)
      return name.endsWith('.rels') ? '' : `<Override PartName="/${name}" ContentType="${type}"/>`
    })
    .join('')
  return zip([
    {
      name: '[Content_Types].xml',
      data:
        `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ' +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        '<Override PartName="/word/document.xml" ' +
        `ContentType="${input.mainType ?? `${WORD}.document.main+xml`}"/>${overrides}</Types>`,
    },
    {
      name: '_rels/.rels',
      data: relationships(
        `<Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>`,
      ),
    },
    {
      name: 'word/document.xml',
      data: `${DECLARATION}<w:document ${NAMESPACES}><w:body>${input.body}<w:sectPr/></w:body></w:document>`,
    },
    { name: 'word/_rels/document.xml.rels', data: relationships(input.links ?? '') },
    ...Object.entries(parts).map(([name, xml]) => ({ name, data: DECLARATION + xml.replace('NS', NAMESPACES) })),
    ...Object.entries(input.files ?? {}).map(([name, data]) => ({ name, data })),
  ])
}

const relationships = (xml: string): string =>
  `${DECLARATION}<Relationships ` +
  `xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${xml}</Relationships>`

/** A paragraph of one run. */
export const p = (text: string, properties = ''): string =>
  `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
/** A run, with properties such as `<w:b/>`. */
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const cell = (content: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>${content}</w:tc>`
export const row = (...cells: readonly string[]): string =>
  `<w:tr>${cells.map((each) => cell(each.startsWith('<') ? each : p(each))).join('')}</w:tr>`
export const table = (...rows: readonly string[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>${rows.join('')}</w:tbl>`
export const numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'

/** The compiled template, having gone through its serialised form. */
export async function compiled(file: Uint8Array): Promise<CompiledTemplate> {
  const result = await compileTemplate(file, 'docx')
  if (!result.ok) throw new Error(`${result.error.message} ${JSON.stringify(result.error.details)}`)
  return decodeCompiled(encodeCompiled(result.value))
}

/** The mistakes for which a file is refused. */
export async function mistakesOf(file: Uint8Array): Promise<readonly Mistake[]> {
  const result = await compileTemplate(file, 'docx')
  if (result.ok) throw new Error('the template was accepted')
  return (result.error.details?.['mistakes'] ?? []) as readonly Mistake[]
}

/** The reason for which a file is refused as a whole. */
export async function reasonOf(file: Uint8Array): Promise<unknown> {
  const result = await compileTemplate(file, 'docx')
  return result.ok ? 'accepted' : result.error.details?.['reason']
}

export interface Made {
  readonly document: Omit<RenderedDocument, 'pieces'>
  readonly parts: ReadonlyMap<string, string>
  /** The body between its tags. */
  readonly body: string
  /** Text of each paragraph of the body; breaks as \n and tabs as \t. */
  readonly lines: readonly string[]
}

/**
 * Renders, checks that every part is well-formed XML, that the plan of the tables is sound, and that hashes are those
 * of the parts.
 */
export async function made(file: Uint8Array | WordInput, data: RenderContext): Promise<Made> {
  const template = await compiled(file instanceof Uint8Array ? file : wordFile(file))
  const result = renderDocument(template, data)
  if (!result.ok) throw new Error(`${result.error.message} ${JSON.stringify(result.error.details)}`)
  return opened(result.value)
}

/** Opens a made document and checks it. */
export function opened(document: Omit<RenderedDocument, 'pieces'>): Made {
  const parts = new Map<string, string>()
  for (const [name, bytes] of unzip(document.bytes)) {
    if (!/\.(xml|rels)$/.test(name)) continue
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    checkXml(name, text)
    parts.set(name, text)
  }
  const main = parts.get('word/document.xml') ?? ''
  const body = /<w:body>([\s\S]*)<w:sectPr/.exec(main)?.[1] ?? ''
  return { document, parts, body, lines: linesOf(body) }
}

/** Text of each paragraph. */
function linesOf(xml: string): string[] {
  return [...xml.matchAll(/<w:p(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/w:p>)/g)].map((match) =>
    [...(match[1] ?? '').matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)]
      .map((each) => (each[2] === 'br' ? '\n' : each[2] === 'tab' ? '\t' : (each[1] ?? '')))
      .join('')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  )
}

/**
 * Well-formed with namespaces; cells end with a paragraph, tables have rows, runs stand in paragraphs, ids are unique.
 */
function checkXml(name: string, text: string): void {
  const parser = new SaxesParser({ xmlns: true })
  const path: string[] = []
  const lastChild: string[] = []
  const ids = new Set<string>()
  const problem = (what: string): never => {
    throw new Error(`${name}: ${what} at ${path.join('/')}`)
  }
  parser.on('error', (error) => problem(error.message))
  parser.on('opentag', (tag) => {
    if (tag.name === 'w:r' && !path.includes('w:p')) problem('a run outside of a paragraph')
    if (tag.name === 'w:p' && ['w:p', 'w:r', 'w:tr', 'w:tbl', 'w:t'].includes(path.at(-1) ?? ''))
      problem('a paragraph in the wrong place')
    if (tag.name === 'w:t' && path.at(-1) !== 'w:r') problem('text outside of a run')
    if (tag.name === 'w:tc' && path.at(-1) !== 'w:tr') problem('a cell outside of a row')
    if (tag.name === 'wp:docPr' || tag.name === 'w:bookmarkStart') {
      const id = `${tag.name} ${tag.attributes[tag.name === 'wp:docPr' ? 'id' : 'w:id']?.value ?? ''}`
      if (ids.has(id)) problem(`${id} twice`)
      ids.add(id)
    }
    path.push(tag.name)
    lastChild.push('')
  })
  parser.on('closetag', (tag) => {
    path.pop()
    const last = lastChild.pop() ?? ''
    if (tag.name === 'w:tc' && last !== 'w:p') problem('a cell that does not end with a paragraph')
    if (tag.name === 'w:tbl' && last !== 'w:tr' && last !== 'w:sdt') problem('a table without rows')
    if (/^w:(hdr|ftr|footnote|txbxContent)$/.test(tag.name) && last === '') problem('empty')
    if (lastChild.length > 0) lastChild[lastChild.length - 1] = tag.name
  })
  parser.write(text).close()
}
