/** Documents that no index knows yet, that another renderer made, or whose rows somebody copied. */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { generationStream } from '../../../src/domain/generation/generation-events.ts'
import { CONTENT_ID } from '../../../src/domain/template/render-data.ts'
import { indexMissedDocuments } from '../../../src/processes/keep-documents-indexed.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { DocumentIndex } from '../../../src/storage/document-index.ts'
import { renderer } from '../../support/renderer.ts'
import { httpService, upload, type Client, type HttpService, type Json } from '../../support/services/http-service.ts'

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  const author = await service.clientFor('author')
  client = await service.clientFor('requester')
  await author.ask('POST', '/templates', upload('# Offer for {{customer}}\n', { name: 'Offer' }, 'offer.md'), 201)
})
afterAll(() => service.close())

async function make(customer: string): Promise<{ readonly id: string; readonly text: string }> {
  const answers = { customer }
  const body = { template_id: 'offer', answers }
  const made = await client.ask('POST', '/documents', body, 201, { prefer: 'wait=30' })
  const { text } = await client.send('GET', made.document.url)
  await service.app.settled()
  return { id: made.id, text }
}
const verify = (text: string): Promise<Json> => client.ask('POST', '/documents/verify', upload(text, {}, 'copy.md'))
const indexMissed = (): Promise<number> =>
  indexMissedDocuments({ ...service.app, documentIndex: new DocumentIndex(service.app) })
const rowsOf = async (generation: string) =>
  (
    await sql<{ kind: string; digest: string }>`
      select kind, digest from document_digests where generation = ${generation} order by kind`.execute(
      service.app.readDatabase.db,
    )
  ).rows

test('a document is indexed when it is made, by keyed digests alone', async () => {
  const { id, text } = await make('Ada')
  const rows = await rowsOf(id)
  expect(rows.map(({ kind }) => kind)).toEqual(['bytes', 'content', 'text'])
  const { file } = await verify(text)
  for (const known of [hash('sha256', text), file.content_id]) expect(JSON.stringify(rows)).not.toContain(known)
  expect(await indexMissed()).toBe(0)
})

test('one that was never indexed is not known; the pass over all that were missed finds it, once', async () => {
  const { id, text } = await make('Grace')
  await sql`delete from document_digests where generation = ${id}`.execute(service.app.readDatabase.db)
  expect(await verify(text)).toMatchObject({ verdict: 'unknown' })
  expect(await indexMissed()).toBe(1)
  expect(await indexMissed()).toBe(0)
  expect(await verify(text)).toMatchObject({ verdict: 'identical', origin: { generation_id: id } })
})

test('one of a renderer without content ids is found by its bytes; made again, it says the same', async () => {
  const old = vi
    .spyOn(renderer, 'render')
    .mockImplementation(async (template, { [CONTENT_ID]: _, ...data }) => renderDocument(template, data))
  const { id, text } = await make('Alan')
  old.mockRestore()
  expect(text).toBe('# Offer for Alan\n')
  expect(await verify(text)).toMatchObject({
    verdict: 'identical',
    file: { content_id: null },
    origin: { generation_id: id },
    made_again: 'same_text',
  })
})

test('one that was erased before it was indexed is not known, and not looked at again', async () => {
  const { id, text } = await make('Kurt')
  await sql`delete from document_digests where generation = ${id}`.execute(service.app.readDatabase.db)
  await service.app.keyRing.destroy(generationStream(id))
  expect(await indexMissed()).toBe(1)
  expect((await rowsOf(id)).map(({ kind }) => kind)).toEqual(['erased'])
  expect(await indexMissed()).toBe(0)
  expect(await verify(text)).toMatchObject({ verdict: 'unknown' })
})

test('a row that was copied to another generation finds nothing', async () => {
  const [own, other] = [await make('Emmy'), await make('Mallory')]
  const { db } = service.app.readDatabase
  await sql`delete from document_digests where generation = ${other.id}`.execute(db)
  await sql`update document_digests set generation = ${other.id} where generation = ${own.id}`.execute(db)
  expect(await verify(own.text)).toMatchObject({ verdict: 'unknown' })
})

test('what cannot be read stops no pass', async () => {
  const [broken, sound] = [await make('Max'), await make('Lise')]
  const { db } = service.app.readDatabase
  await sql`delete from document_digests where generation in (${broken.id}, ${sound.id})`.execute(db)
  const index = new DocumentIndex(service.app)
  const documentIndex = {
    add: async (id: string) => (id === broken.id ? Promise.reject(new Error('no store')) : index.add(id)),
  }
  expect(await indexMissedDocuments({ ...service.app, documentIndex })).toBeGreaterThanOrEqual(1)
  expect((await rowsOf(sound.id)).length).toBe(3)
  expect(service.app.logged.at(-1)).toContain('could not be indexed yet')
})
