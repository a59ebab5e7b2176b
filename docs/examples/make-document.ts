/** Makes a document from data and saves it. docs/http-api.md shows it, and a test runs it against a service. */
import { writeFile } from 'node:fs/promises'
import createClient from 'openapi-fetch'
import type { paths } from './docgen-api.ts'

const { DOCGEN_URL: baseUrl = 'http://127.0.0.1:8080', DOCGEN_KEY: key = '' } = process.env
const docgen = createClient<paths, 'application/json'>({ baseUrl, headers: { authorization: `Bearer ${key}` } })

const { data: made, error } = await docgen.POST('/api/v1/documents', {
  params: { header: { 'idempotency-key': 'order-4711', prefer: 'wait=30' } },
  body: {
    template_id: 'offer',
    locale: 'en-GB',
    answers: { customer: 'Zoë', valid_until: '2026-12-24', price: '1250', items: [{ quantity: 2, item_name: 'Key' }] },
  },
})
if (error !== undefined) throw new Error(`${error.error.code}: ${error.error.message}`)

const { data: bytes } = await docgen.GET('/api/v1/generations/{id}/document', {
  params: { path: { id: made.id }, header: { prefer: 'wait=60' } },
  parseAs: 'arrayBuffer',
})
if (bytes === undefined) throw new Error('The document is not there yet. Run it again: it is the same order.')
await writeFile('offer.md', Buffer.from(bytes))
console.log(`${made.template_name}, version ${made.template_version}: ${bytes.byteLength} bytes in offer.md`)
