/** A picture that nobody gave is not in the document, nor is what held nothing else. */
import { describe, expect, test } from 'vitest'
import { jpeg, png } from '../../../support/pictures.ts'
import { cell, p, r } from '../../../support/word.ts'
import { filled, inline, pic, run, twins, vml } from './given.ts'

const SKIPPED = { photo: '' }
const PLACEHOLDER = run(inline())

describe('an optional picture that is skipped', () => {
  test('leaves the text around it', async () => {
    const { lines, body, media } = await filled(`<w:p>${r('Before ')}${PLACEHOLDER}${r(' after')}</w:p>`, SKIPPED)
    expect(lines).toEqual(['Before  after'])
    expect(body).not.toContain('w:drawing')
    expect(media).toEqual([])
  })

  test.each([
    ['a drawing', PLACEHOLDER],
    ['both alternatives', run(twins(inline(), vml()))],
    ['VML', run(vml())],
    ['a picture with a link', `<w:hyperlink r:id="rId9">${PLACEHOLDER}</w:hyperlink>`],
    ['a content control', `<w:sdt><w:sdtPr><w:picture/></w:sdtPr><w:sdtContent>${PLACEHOLDER}</w:sdtContent></w:sdt>`],
    ['a drawing with formatting', PLACEHOLDER.replace('<w:r>', '<w:r><w:rPr><w:noProof/></w:rPr>')],
    ['two pictures', `${PLACEHOLDER}${run(inline({ id: 2 }))}`],
  ])('takes the paragraph along that held nothing else: %s', async (_, xml) => {
    const body = `${p('a')}<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${xml}</w:p>${p('b')}`
    const made = await filled(body, SKIPPED)
    expect(made.lines).toEqual(['a', 'b'])
    expect(made.body).not.toMatch(/w:drawing|w:pict|AlternateContent|w:sdt|w:hyperlink/)
    expect((await filled(body, { photo: png(1, 1) })).lines).toHaveLength(3)
  })

  test('takes neither bookmarks nor section breaks along', async () => {
    const marks = '<w:bookmarkStart w:id="4" w:name="m"/><w:bookmarkEnd w:id="4"/>'
    const { body, lines } = await filled(
      `<w:p>${marks}${PLACEHOLDER}</w:p><w:p><w:pPr><w:sectPr/></w:pPr>${run(inline({ id: 2 }))}</w:p>`,
      SKIPPED,
    )
    expect(body).toContain(marks)
    expect(body).toContain('<w:p><w:pPr><w:sectPr/></w:pPr></w:p>')
    expect(lines).toEqual([''])
  })

  test('leaves the paragraph that a cell needs, and the one between two tables', async () => {
    const table = (content: string) => `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>${cell(content)}</w:tr></w:tbl>`
    const alone = await filled(
      `${table(`<w:p>${PLACEHOLDER}</w:p>`)}<w:p>${run(inline({ id: 2 }))}</w:p>${table(p('x'))}`,
      SKIPPED,
    )
    expect(alone.lines).toEqual(['', '', 'x'])
    const beside = await filled(table(`<w:p>${PLACEHOLDER}</w:p>${p('under it')}`), SKIPPED)
    expect(beside.lines).toEqual(['under it'])
  })

  test('is skipped for its own item of a list', async () => {
    const body = `${p('{{#rooms}}')}${p('{{name}}')}<w:p>${PLACEHOLDER}</w:p>${p('{{/rooms}}')}`
    const rooms = [
      { name: 'A', photo: png(1, 1) },
      { name: 'B', photo: '' },
      { name: 'C', photo: jpeg(8, 8) },
    ]
    const made = await filled(body, { rooms })
    expect(made.lines).toEqual(['A', '', 'B', 'C', ''])
    expect(made.body.match(/<w:drawing>/g)).toHaveLength(2)
  })

  test('is kept in its section where the paragraph holds the section too', async () => {
    const body = `<w:p>${r('{{#has}}')}${PLACEHOLDER}${r('{{/has}}')}</w:p>${p('b')}`
    expect((await filled(body, { has: true, photo: '' })).lines).toEqual(['', 'b'])
    expect((await filled(body, { has: false, photo: '' })).lines).toEqual(['b'])
    expect((await filled(body, { has: true, photo: png(1, 1) })).body).toContain('w:drawing')
  })

  test('leaves a group without it', async () => {
    const group = inline({ descr: 'Two' }).replace(
      /<pic:pic>.*<\/pic:pic>/,
      () => `<wpg:wgp>${pic({}, ' descr="{{photo}}"')}${pic({}, ' descr="Logo"')}</wpg:wgp>`,
    )
    const { body, media } = await filled(`<w:p>${run(group)}</w:p>`, SKIPPED)
    expect(body.match(/<pic:pic>/g)).toHaveLength(1)
    expect(media).toEqual(['word/media/a.png'])
  })
})
