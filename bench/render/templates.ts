/**
 * Word templates for the render bench, written in the syntax of each engine. They are sized like real ones: styles,
 * theme and settings as Word writes them, runs with the usual properties.
 */
import { crc32, deflateSync } from 'node:zlib'
import { zip } from '../../test/rendering/support/zip.ts'
import { mulberry32 } from '../../tools/mulberry32.ts'

/** How an engine writes its tags. */
export interface Syntax {
  readonly value: (name: string) => string
  readonly item: (name: string) => string
  readonly open: (name: string, list: boolean) => string
  readonly close: (name: string, list: boolean) => string
}

export const mustache: Syntax = {
  value: (name) => `{{${name}}}`,
  item: (name) => `{{${name}}}`,
  open: (name) => `{{#${name}}}`,
  close: (name) => `{{/${name}}}`,
}
/** docx-templates: commands, evaluated as JavaScript. */
export const commands: Syntax = {
  value: (name) => `{{INS ${name}}}`,
  item: (name) => `{{INS $i.${name}}}`,
  open: (name, list) => (list ? `{{FOR i IN ${name}}}` : `{{IF ${name}}}`),
  close: (_name, list) => (list ? '{{END-FOR i}}' : '{{END-IF}}'),
}

export type Data = Record<string, string | boolean | Record<string, string>[]>
export interface BenchTemplate {
  readonly name: string
  readonly loops: boolean
  /** Whether the engine could do anything with sections at all. */
  readonly sections: boolean
  readonly build: (syntax: Syntax) => Buffer
  readonly data: Data
  /** How many times as fast as the best peer this engine must be: compiled before, and compiled each time. */
  readonly targets: { readonly compiled: number; readonly once: number }
}

/** Words as frequent as in a language (Zipf): text that compresses like text. */
const SYLLABLES = 'an be co de er fi ga ha in ju ki lo ma no or pa qu re st ti un ve wo xy ze ment tion ing'.split(' ')
const WORDS: readonly string[] = (() => {
  const next = mulberry32(1)
  return Array.from({ length: 4_000 }, (_, rank) =>
    Array.from(
      { length: 1 + Math.floor(Math.log2(rank + 2) / 3.2) + Math.floor(next() * 2) },
      () => SYLLABLES[Math.floor(next() * SYLLABLES.length)],
    ).join(''),
  )
})()
const sentence = (next: () => number, words: number): string =>
  Array.from({ length: words }, () => WORDS[Math.floor(WORDS.length ** next()) - 1]).join(' ')
const run = (text: string): string =>
  '<w:r w:rsidRPr="00A93C11"><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>' +
  `<w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (...texts: readonly string[]): string =>
  '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00C11D5F"><w:pPr>' +
  '<w:pStyle w:val="BodyText"/><w:spacing w:after="120"/><w:jc w:val="both"/>' +
  `</w:pPr>${texts.map(run).join('')}</w:p>`
const cell = (text: string): string =>
  '<w:tc><w:tcPr><w:tcW w:w="2394" w:type="dxa"/><w:tcBorders>' +
  `<w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr>${paragraph(text)}` +
  '</w:tc>'
const row = (...texts: readonly string[]): string => `<w:tr w:rsidR="00A77B3E">${texts.map(cell).join('')}</w:tr>`

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function styles(): string {
  const latent = Array.from(
    { length: 376 },
    (_, index) =>
      `<w:lsdException w:name="Style name ${index}" w:semiHidden="${index % 2}" w:uiPriority="${index % 99}"/>`,
  ).join('')
  const own = Array.from(
    { length: 30 },
    (_, index) =>
      `<w:style w:type="paragraph" w:styleId="Style${index}"><w:name w:val="style ${index}"/>` +
      `<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="${index}"/></w:pPr><w:rPr>` +
      `<w:sz w:val="${20 + index}"/></w:rPr></w:style>`,
  ).join('')
  return (
    `${HEAD}<w:styles ${NAMESPACES}><w:latentStyles w:count="376">${latent}</w:latentStyles>` +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/>' +
    `<w:basedOn w:val="Normal"/></w:style>${own}</w:styles>`
  )
}

interface Parts {
  readonly body: string
  readonly footer?: string
  readonly notes?: string
  readonly image?: Buffer
}

function docx({ body, footer, notes, image }: Parts): Buffer {
  const override = (name: string, type: string): string =>
    `<Override PartName="/word/${name}" ContentType="${WORD}.${type}+xml"/>`
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`
  const theme =
    `${HEAD}<a:theme ${NAMESPACES} name="Office">` +
    Array.from({ length: 90 }, (_, index) => `<a:font script="S${index}" typeface="Typeface ${index}"/>`).join('') +
    '</a:theme>'
  const entries: { name: string; data: string | Uint8Array; stored?: boolean }[] = [
    {
      name: '[Content_Types].xml',
      data:
        `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Default Extension="png" ContentType="image/png"/>${override('document.xml', 'document.main')}` +
        `${override('styles.xml', 'styles')}${footer === undefined ? '' : override('footer1.xml', 'footer')}` +
        (notes === undefined ? '' : override('footnotes.xml', 'footnotes')) +
        '<Override PartName="/word/theme/theme1.xml" ' +
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data:
        `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
        relation('rId1', 'officeDocument', 'word/document.xml') +
        '</Relationships>',
    },
    {
      name: 'word/document.xml',
      data:
        `${HEAD}<w:document ${NAMESPACES}><w:body>${body}` +
        `<w:sectPr>${footer === undefined ? '' : '<w:footerReference w:type="default" r:id="rId3"/>'}` +
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    },
    {
      name: 'word/_rels/document.xml.rels',
      data:
        `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
        `${relation('rId1', 'styles', 'styles.xml')}${relation('rId2', 'theme', 'theme/theme1.xml')}` +
        (footer === undefined ? '' : relation('rId3', 'footer', 'footer1.xml')) +
        (notes === undefined ? '' : relation('rId4', 'footnotes', 'footnotes.xml')) +
        (image === undefined ? '' : relation('rId5', 'image', 'media/image1.png')) +
        '</Relationships>',
    },
    { name: 'word/styles.xml', data: styles() },
    { name: 'word/theme/theme1.xml', data: theme },
  ]
  if (footer !== undefined)
    entries.push({ name: 'word/footer1.xml', data: `${HEAD}<w:ftr ${NAMESPACES}>${footer}</w:ftr>` })
  if (notes !== undefined)
    entries.push({ name: 'word/footnotes.xml', data: `${HEAD}<w:footnotes ${NAMESPACES}>${notes}</w:footnotes>` })
  if (image !== undefined) entries.push({ name: 'word/media/image1.png', data: image, stored: true })
  return zip(entries)
}

/** A PNG of noise, which cannot be compressed. */
function noise(bytes: number): Buffer {
  const width = 400
  const height = Math.ceil(bytes / (width * 3 + 1))
  const next = mulberry32(7)
  const pixels = Buffer.from(
    Array.from({ length: height * (width * 3 + 1) }, (_, index) =>
      index % (width * 3 + 1) === 0 ? 0 : Math.floor(next() * 256),
    ),
  )
  const chunk = (type: string, data: Buffer): Buffer => {
    const whole = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const size = Buffer.alloc(4)
    size.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(whole))
    return Buffer.concat([size, whole, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Paragraphs of text with a slot every so often. */
function prose(syntax: Syntax, paragraphs: number, slots: number, words: number): string {
  const next = mulberry32(paragraphs)
  const every = Math.max(1, Math.floor(paragraphs / slots))
  let used = 0
  return Array.from({ length: paragraphs }, (_, index) =>
    index % every === 0 && used < slots
      ? paragraph(sentence(next, words / 2), ` ${syntax.value(`v${used++}`)} `, sentence(next, words / 2))
      : paragraph(sentence(next, words)),
  ).join('')
}

const values = (count: number): Data =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, `Value number ${index}`]))
const rows = (count: number): Record<string, string>[] =>
  Array.from({ length: count }, (_, index) => ({
    desc: `Article ${(index * 7919) % 1000} of the list`,
    qty: String((index * 31) % 97),
    price: ((index * 997) % 10_000).toFixed(2),
    total: ((index * 499) % 90_000).toFixed(2),
  }))

function loop(syntax: Syntax): Buffer {
  const line = row(
    `${syntax.open('items', true)}${syntax.item('desc')}`,
    syntax.item('qty'),
    syntax.item('price'),
    `${syntax.item('total')}${syntax.close('items', true)}`,
  )
  const own =
    row(syntax.open('items', true), '', '', '') +
    row(syntax.item('desc'), syntax.item('qty'), syntax.item('price'), syntax.item('total')) +
    row(syntax.close('items', true), '', '', '')
  return docx({
    body:
      `${paragraph(`Order of ${syntax.value('v0')}`)}<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2394"/>` +
      '<w:gridCol w:w="2394"/><w:gridCol w:w="2394"/><w:gridCol w:w="2394"/>' +
      `</w:tblGrid>${row('Article', 'Quantity', 'Price', 'Total')}${syntax === commands ? own : line}` +
      `</w:tbl>${paragraph('Thank you.')}`,
  })
}

export const TEMPLATES: readonly BenchTemplate[] = [
  {
    name: '1-page letter',
    targets: { compiled: 150, once: 8 },
    loops: false,
    sections: false,
    data: values(9),
    build: (syntax) => docx({ body: prose(syntax, 14, 9, 26) }),
  },
  {
    name: '20-page contract',
    targets: { compiled: 250, once: 8 },
    loops: false,
    sections: false,
    data: values(27),
    build: (syntax) =>
      docx({
        body: prose(syntax, 180, 24, 70),
        footer: paragraph(`Contract of ${syntax.value('v24')}`),
        notes: [1, 2]
          .map(
            (id) => `<w:footnote w:id="${id}">${paragraph(`See ${syntax.value(`v${24 + id}`)} above.`)}</w:footnote>`,
          )
          .join(''),
      }),
  },
  {
    name: '128 conditions',
    targets: { compiled: 250, once: 8 },
    loops: false,
    sections: true,
    data: {
      ...values(27),
      ...Object.fromEntries(Array.from({ length: 128 }, (_, index) => [`c${index}`, index % 3 !== 0])),
    },
    build: (syntax) => {
      const next = mulberry32(128)
      return docx({
        body: Array.from(
          { length: 128 },
          (_, index) =>
            paragraph(syntax.open(`c${index}`, false)) +
            paragraph(
              sentence(next, 24),
              index % 3 === 1 && index < 81 ? ` ${syntax.value(`v${(index - 1) / 3}`)}` : '',
            ) +
            paragraph(syntax.close(`c${index}`, false)),
        ).join(''),
      })
    },
  },
  {
    name: 'letterhead, 500 KB image',
    targets: { compiled: 300, once: 8 },
    loops: false,
    sections: false,
    data: values(3),
    build: (syntax) =>
      docx({
        image: noise(490_000),
        body:
          '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/><wp:docPr id="1" name="Logo"/>' +
          '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>' +
          '<pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>' +
          '<a:blip r:embed="rId5"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx="3600000" cy="1800000"/></a:xfrm>' +
          '</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>' +
          `</w:p>${prose(syntax, 8, 3, 30)}`,
      }),
  },
  {
    name: 'table loop, 50 rows',
    targets: { compiled: 12, once: 8 },
    loops: true,
    sections: true,
    data: { v0: 'A customer', items: rows(50) },
    build: loop,
  },
  {
    name: 'table loop, 1000 rows',
    targets: { compiled: 12, once: 8 },
    loops: true,
    sections: true,
    data: { v0: 'A customer', items: rows(1_000) },
    build: loop,
  },
  {
    name: '200 pages, 1.5 MB',
    targets: { compiled: 250, once: 5 },
    loops: false,
    sections: false,
    data: values(60),
    build: (syntax) => docx({ body: prose(syntax, 1_700, 60, 100) }),
  },
]
