/** Pictures over HTTP: by address in every answer, put back as they were got, and fitted to their places. */
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inline, pictureFile, run } from '../../../../../rendering/docx/compile/pictures/given.ts'
import { chunk, exif, jpeg, JFIF, png } from '../../../../../rendering/support/pictures.ts'
import { p } from '../../../../../rendering/support/word.ts'
import { unzip } from '../../../../../rendering/support/zip.ts'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'

const EMU = 914_400
const placeholder = (tag: string, inches: number): string =>
  run(inline({ descr: `{{${tag}}}` }).replaceAll('cx="2000" cy="1000"', `cx="${inches * EMU}" cy="${inches * EMU}"`))
const TEMPLATE = pictureFile(
  `<w:p>${placeholder('photo', 1)}</w:p>${p('{{#views}}')}<w:p>${placeholder('view', 1)}</w:p>${p('{{caption}}')}${p('{{/views}}')}` +
    `${p('{{#scans}}')}<w:p>${placeholder('.', 1)}</w:p>${p('{{/scans}}')}`,
)
const QUESTIONS = `
- { name: photo, kind: image, label: Photo of the flat }
- { name: views, kind: list, fields: [{ name: view, kind: image, label: View }, { name: caption, label: Caption }] }
- { name: scans, kind: list, fields: [{ name: ., kind: image, label: Scan }] }
`

let service: HttpService
let ada: Client
let other: Client
let template_id: string
beforeAll(async () => {
  service = await httpService({ picture_dpi: 96 })
  ada = await service.clientFor('author', 'requester')
  other = await service.clientFor('requester')
  const { json } = await ada.send(
    'POST',
    '/api/v1/templates',
    upload(TEMPLATE, { name: 'Flat', questions: QUESTIONS }, 'flat.docx'),
  )
  expect(json.questions.map(({ kind }: Json) => kind)).toEqual(['image', 'list', 'list'])
  template_id = json.id
})
afterAll(() => service.close())

const data = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const SMALL = Buffer.from(png(40, 20).image)

async function begun(client: Client, answers: Json = {}): Promise<Json> {
  const { status, json } = await client.send('POST', '/api/v1/generations', { template_id, answers })
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}
const answersOf = ({ answers }: Json): Json =>
  Object.fromEntries(
    Object.values<Json>(answers)
      .filter(({ list }) => list === undefined)
      .map(({ name, value }) => [name, value]),
  )
const put = (client: Client, id: string, name: string, body: Json): ReturnType<Client['send']> =>
  client.send('PUT', `/api/v1/generations/${id}/answers/${name}`, body, { prefer: 'return=representation' })

/** A photo as a camera makes it, 3 × 2 inches at 96 dpi, with its owner in it. */
const photo = (sigma: number): Promise<Buffer> =>
  sharp({
    create: {
      width: 288,
      height: 192,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 20 + sigma },
    },
  })
    .jpeg()
    .withExif({ IFD0: { Artist: 'Ada Owner' } })
    .toBuffer()

test('of the largest pictures that are taken two come in one request', async () => {
  const room = 5 * 1024 * 1024 - SMALL.length - 12
  const largest = Buffer.from(png(40, 20, [chunk('prVt', Buffer.alloc(room))]).image)
  expect(largest.length).toBe(5 * 1024 * 1024)
  const picture = { media_type: 'image/png', data: data(largest) }
  const { id } = await begun(ada, { photo: picture, scans: [picture] })
  const { answers } = (await ada.send('GET', `/api/v1/generations/${id}`)).json
  expect(answers.photo.shown).toContain('PNG, 40 × 20')
  const more = Buffer.from(png(40, 20, [chunk('prVt', Buffer.alloc(room + 1))]).image)
  expect((await put(ada, id, 'photo', { value: { ...picture, data: data(more) } })).json.error).toMatchObject({
    details: { max_bytes: 5 * 1024 * 1024 },
  })
})

test('an answer shows what the picture is and where it lies; its bytes come from there', async () => {
  const { id } = await begun(ada)
  const form = new FormData()
  form.set('value', new File([SMALL], 'my flat.png', { type: 'image/png' }))
  const { json, text } = await put(ada, id, 'photo', form)
  const address = `/api/v1/generations/${id}/pictures/${sha256(SMALL)}`
  expect(json.answers.photo).toMatchObject({ shown: 'my flat.png, PNG, 40 × 20, 1 KB' })
  expect(json.answers.photo.value).toEqual({
    media_type: 'image/png',
    size: SMALL.length,
    width: 40,
    height: 20,
    sha256: sha256(SMALL),
    file_name: 'my flat.png',
    address,
  })
  expect(text).not.toContain(data(SMALL).slice(0, 60))
  const read = await service.api.request(address, { headers: { authorization: `Bearer ${ada.key}` } })
  expect(Buffer.from(await read.arrayBuffer())).toEqual(SMALL)
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/png',
    etag: `"${sha256(SMALL)}"`,
    'cache-control': expect.stringMatching(/private.*immutable/) as string,
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^inline; filename="my flat.png"/) as string,
  })
  const again = await ada.send('GET', address, undefined, { 'if-none-match': `"${sha256(SMALL)}"` })
  expect([again.status, again.text]).toEqual([304, ''])
  expect((await other.send('GET', address)).status).toBe(404)
  expect((await ada.send('GET', address.replace(sha256(SMALL), sha256(Buffer.from('x'))))).status).toBe(404)
  expect((await ada.send('GET', address.replace(sha256(SMALL), 'x'))).status).toBe(404)
})

test('what GET gives can be put back, alone, in lists and to another generation', async () => {
  const [one, two] = [Buffer.from(png(5, 5).image), Buffer.from(png(6, 6).image)]
  const first = await begun(ada, {
    photo: { media_type: 'image/png', data: data(SMALL), file_name: 'C:\\photos\\flat.png' },
    views: [
      { view: { media_type: 'image/png', data: data(one), file_name: 'one.png' }, caption: 'One' },
      { view: { media_type: 'image/png', data: data(two) }, caption: 'Two' },
    ],
    scans: [{ media_type: 'image/png', data: data(two) }],
  })
  const answers = answersOf(first)
  expect(answers.photo.file_name).toBe('flat.png')
  expect(answers.views[0].view).toMatchObject({
    file_name: 'one.png',
    sha256: sha256(one),
    address: expect.any(String) as string,
  })
  expect(answers.scans).toMatchObject([{ sha256: sha256(two) }])
  for (const name of ['photo', 'views', 'scans']) {
    const { status, json } = await put(ada, first.id, name, { value: answers[name], form: 'wire' })
    expect(status).toBe(200)
    expect(answersOf(json)).toEqual(answers)
  }
  // The same address, without the words for people, is enough; so is the hash in the same generation.
  expect((await put(ada, first.id, 'photo', { value: { address: answers.photo.address } })).json.revision).toBe(
    (await put(ada, first.id, 'photo', { value: { sha256: answers.photo.sha256 } })).json.revision,
  )
  const second = await begun(ada, answers)
  expect(answersOf(second)).toEqual(JSON.parse(JSON.stringify(answers).replaceAll(first.id, second.id)))
  const copy = (await ada.send('POST', `/api/v1/generations/${first.id}/copy`)).json
  expect(answersOf(copy)).toEqual(JSON.parse(JSON.stringify(answers).replaceAll(first.id, copy.id)))
  expect(copy.not_carried).toEqual([])
})

test('a reference to what the caller may not read, or is not there, is refused at its place', async () => {
  const { answers } = await begun(ada, { photo: { media_type: 'image/png', data: data(SMALL) } })
  const { value } = answers.photo
  const refused = {
    error: {
      code: 'invalid_answer',
      details: { field: 'photo' },
      message: expect.stringMatching(/no picture of yours.*Send the picture/) as string,
    },
  }
  expect(
    (await other.send('POST', '/api/v1/generations', { template_id, answers: { photo: value } })).json,
  ).toMatchObject(refused)
  const { id } = await begun(ada)
  for (const wrong of [
    { sha256: value.sha256 },
    { ...value, sha256: '0'.repeat(64) },
    { address: value.address.replace(/.$/, 'x') },
    { address: 'https://example.org/photo.png' },
    { ...value, address: value.address.replace(/[0-9a-f]{64}/, '1'.repeat(64)), sha256: '1'.repeat(64) },
  ])
    expect((await put(ada, id, 'photo', { value: wrong })).json, JSON.stringify(wrong)).toMatchObject(refused)
  const inList = await put(ada, id, 'views', { value: [{ view: { sha256: value.sha256 }, caption: 'x' }] })
  expect(inList.json.error.details.field).toBe('views[0].view')
})

test('a conflict shows both pictures without their bytes', async () => {
  const { id } = await begun(ada, { photo: { media_type: 'image/png', data: data(SMALL) } })
  const mine = Buffer.from(png(7, 7).image)
  const { status, json, text } = await put(ada, id, 'photo', {
    value: { media_type: 'image/png', data: data(mine) },
    revision: null,
  })
  expect(status).toBe(409)
  expect(json.error.details).toMatchObject({ yours: { sha256: sha256(mine) }, current: { sha256: sha256(SMALL) } })
  expect(text).not.toContain(data(SMALL).slice(0, 60))
})

test('six photos of a list come one by one, each as large as its box, without the camera’s notes', async () => {
  const { id } = await begun(ada)
  const sizes: number[] = []
  for (let number = 1; number <= 6; number++) {
    const bytes = await photo(number)
    sizes.push(bytes.length)
    const value = {
      view: { media_type: 'image/jpeg', data: data(bytes), file_name: `${number}.jpg` },
      caption: `View ${number}`,
    }
    expect((await ada.send('POST', `/api/v1/generations/${id}/lists/views/items`, { value })).status).toBe(201)
  }
  await put(ada, id, 'photo', { value: { media_type: 'image/png', data: data(SMALL) } })
  await ada.send('POST', `/api/v1/generations/${id}/lists/views/close`)
  const { json, text } = await put(ada, id, 'scans', { value: [] })
  expect(json.state).toBe('reviewing')
  expect(json.answers.views.value).toHaveLength(6)
  expect(json.answers.views.value[5].view).toMatchObject({ width: 96, height: 64, file_name: '6.jpg' })
  expect(text.length).toBeLessThan(20_000)
  await ada.send('POST', `/api/v1/generations/${id}/confirm`, { revision: json.revision })
  await service.app.settled()
  const document = await service.api.request(`/api/v1/generations/${id}/document`, {
    headers: { authorization: `Bearer ${ada.key}` },
  })
  const made = Buffer.from(await document.arrayBuffer())
  const pictures = [...unzip(made)].filter(([name]) => name.startsWith('word/media/docgen-'))
  expect(pictures).toHaveLength(7)
  for (const [, bytes] of pictures) expect(Buffer.from(bytes).includes('Ada Owner')).toBe(false)
  expect(made.length).toBeLessThan(sizes.reduce((sum, each) => sum + each, 0))
  const alternatives = [
    ...(unzip(made).get('word/document.xml') ?? Buffer.alloc(0)).toString().matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g),
  ]
  expect(alternatives.map(([, words]) => words)).toEqual([
    'Photo of the flat',
    ...[1, 2, 3, 4, 5, 6].map((number) => `View ${number}: View ${number}`),
  ])
})

test('the event keeps no copy of the file as it came, whatever form it came in', async () => {
  const { id } = await begun(ada)
  const bytes = Buffer.from(jpeg(16, 16, [JFIF, exif(6)]).image)
  expect(bytes.includes('Ada Owner')).toBe(true)
  expect((await put(ada, id, 'photo', { value: `data:image/jpeg;base64,${data(bytes)}` })).status).toBe(200)
  const events = await service.app.log.read(`generation-${id}`, 0)
  const stored = JSON.stringify(events.at(-1)?.event.data)
  expect(stored).toContain('"data":"')
  expect(stored).not.toContain(data(bytes).slice(0, 200))
  expect(events.at(-1)?.event.data).not.toHaveProperty('raw')
})

test('the audit names pictures by reference, too', async () => {
  const { id } = await begun(ada, { photo: { media_type: 'image/png', data: data(SMALL) } })
  await service.app.settled()
  const auditor = await service.clientFor('admin')
  const { status, text } = await auditor.send('GET', `/api/v1/audit?stream=generation-${id}&reveal=true`)
  expect(status).toBe(200)
  expect(text).toContain(sha256(SMALL))
  expect(text).not.toContain(data(SMALL).slice(0, 60))
})

test('a list whose items have a field called data is shown as it is', async () => {
  const questions = '- { name: rows, kind: list, fields: [{ name: data }, { name: media_type }] }'
  const file = upload('{{#rows}}{{data}} {{media_type}}{{/rows}}', { name: 'Rows', questions }, 'rows.txt')
  const rows = (await ada.send('POST', '/api/v1/templates', file)).json
  const answers = { rows: [{ data: 'QUJD', media_type: 'text/plain' }] }
  const { status, json } = await ada.send('POST', '/api/v1/generations', { template_id: rows.id, answers })
  expect([status, json.answers.rows.value]).toEqual([201, answers.rows])
})

test('trying an answer shows no bytes either', async () => {
  const { json } = await ada.send('POST', `/api/v1/templates/${template_id}/try`, {
    name: 'photo',
    value: { media_type: 'image/png', data: data(SMALL) },
  })
  expect(json.value).toEqual({
    media_type: 'image/png',
    size: SMALL.length,
    width: 40,
    height: 20,
    sha256: sha256(SMALL),
  })
})
