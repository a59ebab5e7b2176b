/** Whether a file is a document that was made here. */
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generationStream } from '../../../../../../src/domain/generation/generation-events.ts'
import { rewritten, savedAgain } from '../../../../../support/data/word-copies.ts'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'
import { p, row, table, wordFile } from '../../../../../rendering/support/word.ts'

const OFFER = wordFile({
  body:
    p('Offer for {{customer}}') +
    p('The price is {{price}} euros.') +
    table(row('Item', 'Quantity'), row('Key', '{{quantity}}')) +
    p('Kind regards'),
})
const ANSWERS = { customer: 'Zoë', price: '1,250', quantity: '2' }
const AS_TEXT = JSON.stringify([
  { name: 'customer', kind: 'text' },
  { name: 'price', kind: 'text' },
  { name: 'quantity', kind: 'text' },
])

let service: HttpService
let client: Client
let author: Client
beforeAll(async () => {
  service = await httpService()
  author = await service.clientFor('author')
  client = await service.clientFor('requester')
  await author.ask('POST', '/templates', upload(OFFER, { name: 'Offer', questions: AS_TEXT }, 'offer.docx'), 201)
  const markdown = '# Offer for {{customer}}\n\nThe price is {{price}} euros for {{quantity}}.\n'
  await author.ask('POST', '/templates', upload(markdown, { name: 'Notes', questions: AS_TEXT }, 'notes.md'), 201)
  await author.ask('POST', '/templates', upload(markdown, { name: 'Plain', questions: AS_TEXT }, 'plain.txt'), 201)
})
afterAll(() => service.close())

interface Made {
  readonly id: string
  readonly bytes: Uint8Array
}

async function make(template_id = 'offer', answers: object = ANSWERS, by = client): Promise<Made> {
  const made = await by.ask('POST', '/documents', { template_id, answers }, 201, { prefer: 'wait=30' })
  const response = await service.api.request(made.document.url, { headers: { authorization: `Bearer ${by.key}` } })
  const bytes = new Uint8Array(await response.arrayBuffer())
  await service.app.settled()
  return { id: made.id, bytes }
}

const verify = (
  bytes: Uint8Array | string,
  by = client,
  fields: Record<string, string> = {},
  status = 200,
): Promise<Json> => by.ask('POST', '/documents/verify', upload(bytes, fields, 'copy.docx'), status)

describe('a document that was delivered', () => {
  test('is known by its bytes: what made it, when, who answered, when it was delivered, and it comes out again', async () => {
    const { id, bytes } = await make()
    const said = await verify(bytes)
    expect(said).toMatchObject({
      verdict: 'identical',
      matched_by: 'bytes',
      file: { sha256: hash('sha256', bytes), size: bytes.length },
      origin: {
        generation_id: id,
        template_id: 'offer',
        template_name: 'Offer',
        template_version: 1,
        requested_by: { name: 'requester' },
        answered_by: [{ name: 'requester' }],
        deliveries: [{ surface: 'http' }],
        sha256: hash('sha256', bytes),
      },
      made_again: 'identical',
      differences: [],
      difference_count: 0,
    })
    expect(said.file.content_id).toMatch(/^[0-9a-f]{64}$/)
    expect(said.origin.made_at >= said.origin.confirmed_at).toBe(true)
  })

  test('of equal answers has equal bytes and the same content id; other answers have another', async () => {
    const [one, other] = [
      await make('offer', { ...ANSWERS, customer: 'Ada' }),
      await make('offer', { ...ANSWERS, customer: 'Ada' }),
    ]
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
    const said = await verify(one.bytes)
    expect(new Set([said.origin.generation_id, ...said.other_generations])).toEqual(new Set([one.id, other.id]))
    expect(said.file.content_id).not.toBe((await verify((await make()).bytes)).file.content_id)
  })

  test.each(['notes', 'plain'])(
    'as %s is known by its bytes, and with other line ends by its text',
    async (template) => {
      const { id, bytes } = await make(template, { ...ANSWERS, customer: `Mr ${template}` })
      expect(await verify(bytes)).toMatchObject({ verdict: 'identical', origin: { generation_id: id } })
      const windows = Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\n', '\r\n'))
      expect(await verify(windows)).toMatchObject({
        verdict: 'same_text',
        matched_by: 'text',
        origin: { generation_id: id },
      })
    },
  )

  test('saved again without a change of text has the same text in other bytes', async () => {
    const { id, bytes } = await make('offer', { ...ANSWERS, customer: 'Grace' })
    const copy = await savedAgain(bytes)
    expect(hash('sha256', copy)).not.toBe(hash('sha256', bytes))
    expect(await verify(copy)).toMatchObject({
      verdict: 'same_text',
      origin: { generation_id: id },
      made_again: 'identical',
      difference_count: 0,
    })
  })
})

describe('an altered copy', () => {
  test('is told with each place, before and after, by the content id in it', async () => {
    const { id, bytes } = await make('offer', { ...ANSWERS, customer: 'Alan' })
    const copy = await rewritten(bytes, 'document.xml', (xml) =>
      xml.replace('1,250', '125').replace('>2<', '>3<').replace('Kind regards', 'Regards'),
    )
    expect(await verify(copy)).toMatchObject({
      verdict: 'altered',
      matched_by: 'content',
      origin: { generation_id: id },
      differences: [
        { place: 'paragraph 2', before: 'The price is 1,250 euros.', after: 'The price is 125 euros.' },
        { place: 'table 1, row 2', before: '2', after: '3' },
        { place: 'paragraph 3', before: 'Kind regards', after: 'Regards' },
      ],
      difference_count: 3,
    })
  })

  test('is told of a foreign file, too, into which an id was copied', async () => {
    const own = await make('offer', { ...ANSWERS, customer: 'Kurt' })
    const { file } = await verify(own.bytes)
    const foreign = await make('offer', { customer: 'Mallory', price: '9', quantity: '9' })
    const forged = await rewritten(foreign.bytes, 'custom.xml', (xml) =>
      xml.replace(/>[0-9a-f]{64}</, `>${file.content_id}<`),
    )
    const said = await verify(forged, client, { generation_id: own.id })
    expect(said).toMatchObject({ verdict: 'altered', origin: { generation_id: own.id } })
    expect(said.differences[0]).toEqual({ place: 'paragraph 1', before: 'Offer for Kurt', after: 'Offer for Mallory' })
  })

  test('without an id is held against the generation that one names', async () => {
    const { id, bytes } = await make('plain', { ...ANSWERS, customer: 'Emmy' })
    const copy = Buffer.from(bytes).toString('utf8').replace('1,250', '125')
    expect(await verify(copy)).toMatchObject({ verdict: 'unknown', origin: null })
    expect(await verify(copy, client, { generation_id: id })).toMatchObject({
      verdict: 'altered',
      matched_by: 'named',
      differences: [{ place: 'line 3' }],
    })
  })
})

describe('what is not known', () => {
  test.each([
    ['no document', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff)],
    ['a damaged zip', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9, 9)],
    ['an empty file', new Uint8Array()],
    ['a text of somebody', 'Hello'],
  ])('%s', async (_, bytes) => {
    expect(await verify(bytes)).toMatchObject({ verdict: 'unknown', matched_by: null, origin: null, made_again: null })
  })

  test('what somebody else made answers as what was never made, and naming it as what is not there', async () => {
    const { id, bytes } = await make('offer', { ...ANSWERS, customer: 'Olga' })
    const stranger = await service.clientFor('requester')
    const { file, ...said } = await verify(bytes, stranger)
    const { file: other, ...unknown } = await verify(Buffer.concat([bytes, Buffer.from('x')]), stranger)
    expect(file.sha256).not.toBe(other.sha256)
    expect({ ...said, unreadable: null }).toEqual({ ...unknown, unreadable: null })
    const refused = await verify(bytes, stranger, { generation_id: id }, 404)
    expect(refused.error.code).toBe('not_found')
  })

  test('an admin who verifies another’s document is in the audit', async () => {
    const { id, bytes } = await make('offer', { ...ANSWERS, customer: 'Ivan' })
    const admin = await service.clientFor('admin')
    expect(await verify(bytes, admin)).toMatchObject({ verdict: 'identical', origin: { generation_id: id } })
    await service.app.settled()
    const { data } = await admin.ask('GET', '/audit?type=OthersGenerationRead')
    expect(data.map((each: Json) => each.data.generation)).toContain(id)
  })
})

test('an erased document is still known by its bytes, and its content is not', async () => {
  const { id, bytes } = await make('offer', { ...ANSWERS, customer: 'Niels' })
  await service.app.keyRing.destroy(generationStream(id))
  expect(await verify(bytes)).toMatchObject({
    verdict: 'erased',
    matched_by: 'bytes',
    origin: { generation_id: id, file_name: null, sha256: null },
    made_again: 'not_possible',
    differences: null,
  })
})
