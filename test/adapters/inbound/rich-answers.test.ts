/**
 * Markdown, a picture and a link, answered on each surface that takes typed answers, and found where they belong in the
 * Word file.
 */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '../../rendering/support/pictures.ts'
import { opened, p, r, wordFile } from '../../rendering/support/word.ts'
import { unzip } from '../../rendering/support/zip.ts'
import { cli, type Cli } from '../../support/services/cli.ts'
import { httpService, upload, type Client, type HttpService } from '../../support/services/http-service.ts'

const PICTURE = Buffer.from(png(40, 20).image)
const DATA = PICTURE.toString('base64')
const PLACEHOLDER =
  '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="x" descr="{{photo}}"/><a:graphic><a:graphicData><pic:pic>' +
  '<pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm></pic:spPr>' +
  '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
const TEMPLATE = wordFile({
  body: `${p('{{report}}')}<w:p>${PLACEHOLDER}</w:p><w:p>${r('See {{website}}.')}</w:p>`,
  links:
    '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/old.png"/>',
  files: { 'word/media/old.png': png(1, 1).image },
})
const QUESTIONS = '- { name: report, kind: long_text, format: markdown }\n- { name: website, kind: link }\n'
const REPORT = '# Head\n\nA **bold** word.\n\n- one\n- two'

let service: HttpService
let author: Client
let docgen: Cli
beforeAll(async () => {
  service = await httpService()
  author = await service.clientFor('author')
  docgen = await cli(service)
  await writeFile(path.join(docgen.cwd, 'report.docx'), TEMPLATE)
  await writeFile(path.join(docgen.cwd, 'questions.yaml'), QUESTIONS)
  await writeFile(path.join(docgen.cwd, 'photo.png'), PICTURE)
  expect(
    (
      await author.send(
        'POST',
        '/api/v1/templates',
        upload(TEMPLATE, { name: 'Report', questions: QUESTIONS }, 'report.docx'),
      )
    ).json.questions,
  ).toMatchObject([
    { name: 'report', format: 'markdown' },
    { name: 'photo', kind: 'image' },
    { name: 'website', kind: 'link' },
  ])
})
afterAll(async () => {
  await docgen.close()
  await service.close()
})

/** Blocks of Markdown, the picture's own bytes in its box, and a live link. */
function isRight(bytes: Uint8Array): void {
  const { lines, body, parts } = opened({ bytes, format: 'docx', parts: [] })
  expect(lines.map((line) => line.trim())).toEqual([
    'Head',
    'A bold word.',
    'one',
    'two',
    '',
    'See https://example.org/a?b=1&c=2.',
  ])
  expect(body).toMatch(/<w:b\/>.*?bold</)
  const links = parts.get('word/_rels/document.xml.rels') ?? ''
  const addressOf = (id: string | undefined): string | undefined =>
    new RegExp(`Id="${id ?? ''}"[^>]*Target="([^"]*)"`).exec(links)?.[1]
  expect(addressOf(/<w:hyperlink [^>]*r:id="([^"]+)"/.exec(body)?.[1])).toBe('https://example.org/a?b=1&amp;c=2')
  const media = addressOf(/<a:blip r:embed="([^"]+)"/.exec(body)?.[1])?.replace(/^\//, '') ?? ''
  expect(unzip(bytes).get(media.startsWith('word/') ? media : `word/${media}`)).toEqual(PICTURE)
}

test.each([
  ['as base64 in JSON', () => ({ value: { media_type: 'image/png', data: DATA } })],
  [
    'as a file of a form',
    () => {
      const form = new FormData()
      form.set('value', new File([PICTURE], 'photo.png', { type: 'image/png' }))
      return form
    },
  ],
])('over HTTP, the picture %s', async (_how, picture) => {
  const { id } = (await author.send('POST', '/api/v1/generations', { template_id: 'report' })).json
  const say = async (name: string, body: unknown) => {
    const answer = await author.send('PUT', `/api/v1/generations/${id}/answers/${name}`, body)
    expect([name, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([name, 200, ''])
    return answer.json
  }
  await say('report', { value: REPORT })
  await say('photo', picture())
  const { revision } = await say('website', { value: 'https://example.org/a?b=1&c=2' })
  await author.send('POST', `/api/v1/generations/${id}/confirm`, { revision })
  await service.app.settled()
  const made = await service.api.request(`/api/v1/generations/${id}/document`, {
    headers: { authorization: `Bearer ${author.key}` },
  })
  isRight(new Uint8Array(await made.arrayBuffer()))
})

test('an answer without a value, or a form without a picture, is refused', async () => {
  const { id } = (await author.send('POST', '/api/v1/generations', { template_id: 'report' })).json
  const send = async (body?: unknown) =>
    (await author.send('PUT', `/api/v1/generations/${id}/answers/photo`, body)).status
  expect([
    await send(),
    await send({}),
    await send(new FormData()),
    await send({ value: { media_type: 'image/png', data: 'AAAA' } }),
  ]).toEqual([400, 422, 422, 422])
})

test('in a pipe: Markdown over lines, the picture by its path', async () => {
  const typed = `${REPORT.replaceAll('\n', '\\\n')}\nphoto.png\nhttps://example.org/a?b=1&c=2\nyes\n`
  const { code, err } = await docgen.run('generate report --out piped.docx', typed)
  expect([code, code === 0 ? '' : err]).toEqual([0, ''])
  isRight(await readFile(path.join(docgen.cwd, 'piped.docx')))
})

test('from a file of answers, the picture by its path; and no other file is sent', async () => {
  const answers = { report: REPORT, photo: { file: 'photo.png' }, website: 'https://example.org/a?b=1&c=2' }
  await writeFile(path.join(docgen.cwd, 'answers.json'), JSON.stringify(answers))
  expect(
    await docgen.run('render report.docx --questions questions.yaml --data answers.json --out rendered.docx'),
  ).toMatchObject({ code: 0 })
  isRight(await readFile(path.join(docgen.cwd, 'rendered.docx')))
  await writeFile(
    path.join(docgen.cwd, 'other.json'),
    JSON.stringify({ ...answers, photo: { file: 'questions.yaml' } }),
  )
  expect(await docgen.run('generate report --answers other.json')).toMatchObject({
    code: 3,
    err: expect.stringContaining('neither a PNG nor a JPEG'),
  })
})

test.each([
  [
    'a link that leads nowhere',
    'see [annex](/annex)',
    'A link to “/annex” leads nowhere from a document. Write the whole address',
  ],
  [
    'quotations without end',
    '>'.repeat(5_000),
    'Line 1: Lists, quotations or signs of emphasis stand in each other more than 40 deep here.',
  ],
])(
  '%s is refused at once, over HTTP and from a file of answers, and the next answer is taken',
  async (_what, report, message) => {
    const { id } = (await author.send('POST', '/api/v1/generations', { template_id: 'report' })).json
    const answer = (value: string) => author.send('PUT', `/api/v1/generations/${id}/answers/report`, { value })
    const refused = await answer(report)
    expect(refused).toMatchObject({
      status: 422,
      json: {
        error: { code: 'invalid_answer', message: expect.stringContaining(message), details: { field: 'report' } },
      },
    })
    await writeFile(path.join(docgen.cwd, 'bad.json'), JSON.stringify({ report, website: 'https://example.org' }))
    expect(
      await docgen.run('render report.docx --questions questions.yaml --data bad.json --sample --out bad.docx'),
    ).toMatchObject({ code: 3, err: expect.stringContaining(message) })
    expect((await answer(REPORT)).status).toBe(200)
  },
)

test('signs without end stop nothing: the document is made', async () => {
  const { id } = (await author.send('POST', '/api/v1/generations', { template_id: 'report' })).json
  const say = (name: string, value: unknown) =>
    author.send('PUT', `/api/v1/generations/${id}/answers/${name}`, { value })
  const signs = '_a*'.repeat(16_600)
  expect((await say('report', signs)).status).toBe(200)
  await say('photo', { media_type: 'image/png', data: DATA })
  const { revision } = (await say('website', 'https://example.org')).json
  await author.send('POST', `/api/v1/generations/${id}/confirm`, { revision })
  await service.app.settled()
  const made = await service.api.request(`/api/v1/generations/${id}/document`, {
    headers: { authorization: `Bearer ${author.key}` },
  })
  const { lines } = opened({ bytes: new Uint8Array(await made.arrayBuffer()), format: 'docx', parts: [] })
  expect(lines[0]).toBe(signs)
})
