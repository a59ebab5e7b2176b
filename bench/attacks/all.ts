/** The attacks: each prepares what it needs, and then does it `count` times at once. */
import { zip } from '../../test/rendering/support/zip.ts'
import { atOnce, BOUNDARY, call, form, send, type Call, type Statuses } from './client.ts'
import type { Target } from './prepare.ts'

export interface Attack {
  readonly name: string
  prepare(target: Target): Promise<(count: number) => Promise<Statuses>>
}

const MB = 1024 * 1024

/** The same request over and over. */
const request = (
  name: string,
  make: (target: Target) => Promise<readonly [path: string, sent: Call]>,
  times = 1,
): Attack => ({
  name,
  async prepare(target) {
    const [path, sent] = await make(target)
    return (count) => atOnce(count * times, () => send(`${target.url}${path}`, sent))
  },
})

/** `of` at a time, until `count` × `of` are sent: ten times over a limit. */
const flood = (
  name: string,
  of: number,
  make: (target: Target) => Promise<readonly [path: string, sent: Call]>,
): Attack => ({
  name,
  async prepare(target) {
    const [path, sent] = await make(target)
    return async (count) => {
      const all: Statuses = {}
      for (let round = 0; round < of; round++) {
        const some = await atOnce(count, () => send(`${target.url}${path}`, sent))
        for (const [status, times] of Object.entries(some)) all[status] = (all[status] ?? 0) + times
      }
      return all
    }
  },
})

/** Documents of one conversation's answers: confirmed, and waited for. */
const documents = (name: string, make: (target: Target) => Promise<(index: number) => Promise<string>>): Attack => ({
  name,
  async prepare(target) {
    const begin = await make(target)
    const { url, attacker: key } = target
    const ids: string[] = []
    return async (count) => {
      const asked = Math.min(count, 10)
      while (ids.length < asked) ids.push(await begin(ids.length))
      return atOnce(asked, async (index) => {
        const sent = await send(`${url}/api/v1/generations/${ids[index]}/confirm`, { key, body: '{}' })
        return sent.status === 200 ? ended(url, key, ids[index] ?? '') : sent
      })
    }
  },
})

/** 201 for a document, 422 for one that was refused. */
async function ended(url: string, key: string, id: string): Promise<number> {
  for (const end = Date.now() + 180_000; Date.now() < end;) {
    const { state } = await call(`${url}/api/v1/generations/${id}`, 'GET', key)
    if (state === 'rendered' || state === 'failed') return state === 'rendered' ? 201 : 422
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return 504
}

const json = (value: unknown): Call['body'] => JSON.stringify(value)
/** As a browser sends it with a form of our own. */
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' }
const urlencoded = 'application/x-www-form-urlencoded'
const emptyParts = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const word = (body: string): Uint8Array =>
  zip([
    {
      name: '[Content_Types].xml',
      data:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default ' +
        'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ' +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override ' +
        'PartName="/word/document.xml" ' +
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        '<Relationship Id="r1" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" ' +
        'Target="word/document.xml"/></Relationships>',
    },
    { name: 'word/document.xml', data: `<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>` },
  ])

const inspect =
  (file: string, bytes: string | Uint8Array, fields: Record<string, string> = {}) =>
  async ({ attacker }: Target) =>
    ['/api/v1/templates/inspect', { key: attacker, ...form(fields, { name: file, bytes }) }] as const

const longText = (name: string): Record<string, string> => ({ questions: `- name: ${name}\n  kind: long_text\n` })

export const ATTACKS: readonly Attack[] = [
  {
    name: 'nothing, for comparison',
    prepare: async () => async () => {
      await new Promise((resolve) => setTimeout(resolve, 10_000))
      return {}
    },
  },
  request('sign-in: 5 MB of fields', async () => [
    '/sign-in',
    { type: urlencoded, headers: OWN_PAGE, body: 'a=&'.repeat((5 * MB) / 3) },
  ]),
  request('sign-in: 27 MB of empty parts', async () => [
    '/sign-in',
    {
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      headers: OWN_PAGE,
      body: emptyParts.repeat((27 * MB) / emptyParts.length),
    },
  ]),
  request('no key: 15 MB of JSON', async () => ['/api/v1/generations', { body: json({ a: 'x'.repeat(15 * MB) }) }]),
  request('JSON 12,000 deep', async ({ attacker }) => [
    '/api/v1/generations',
    { key: attacker, body: `{"template_id":"x","answers":{"a":${'['.repeat(12_000)}${']'.repeat(12_000)}}}` },
  ]),
  request(
    'questions as JSON 12,000 deep',
    inspect('a.txt', '{{a}}', { questions: `${'['.repeat(12_000)}${']'.repeat(12_000)}` }),
  ),
  request('190,000 names in answers', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    {
      key: attacker,
      body: json({
        template_id: plain_template,
        answers: Object.fromEntries(Array.from({ length: 190_000 }, (_, index) => [`name_${index}`, 1])),
      }),
    },
  ]),
  request('an answer of 15 MB', async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    { key: attacker, body: json({ template_id: plain_template, answers: { remark: 'é'.repeat(7 * MB) } }) },
  ]),
  request(
    'questions of 30,000 keys in YAML',
    inspect('a.txt', '{{a}}', { questions: Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n') }),
  ),
  request('2,000,000 openings in text', inspect('a.txt', '{{'.repeat(2_000_000))),
  request(
    'costly Word files',
    inspect('a.docx', word(paragraph('{{a}}') + paragraph('Some words of a contract.').repeat(38_000))),
  ),
  request(
    'Markdown that makes a costly Word file',
    inspect('a.md', '| a | b |\n|---|---|\n' + '| *x* | [y](http://z) |\n'.repeat(20_000), { output: 'word' }),
  ),
  documents('a Markdown answer of nothing but marks', async (target) => {
    const template = await target.upload('a.docx', word(paragraph('{{body}}')), {
      questions: '- name: body\n  kind: long_text\n  format: markdown\n',
    })
    return () => target.begin(template, { body: '*a **b _c '.repeat(4_500) })
  }),
  documents('a list of 150 answers of 48,000 characters', async (target) => {
    const template = await target.upload(
      'a.docx',
      word(`${paragraph('{{#items}}')}${paragraph('{{title}}: {{body}}')}${paragraph('{{/items}}')}`),
      {
        questions: '- name: items\n  fields:\n    - name: body\n      kind: long_text\n',
      },
    )
    return async () => {
      const id = await target.begin(template)
      for (let item = 0; item < 150; item++)
        await call(`${target.url}/api/v1/generations/${id}/lists/items/items`, 'POST', target.attacker, {
          value: { title: `Item ${item}`, body: `${item} ${'word & '.repeat(6_850)}` },
        })
      await call(`${target.url}/api/v1/generations/${id}/lists/items/close`, 'POST', target.attacker, {})
      return id
    }
  }),
  documents('500 tags and an answer of 24,000 lines', async (target) => {
    const template = await target.upload('a.docx', word(paragraph('{{body}}').repeat(500)), longText('body'))
    return () => target.begin(template, { body: 'x\n'.repeat(24_000) + 'end' })
  }),
  documents('2,000 tags and an answer of 49,000 characters', async (target) => {
    const template = await target.upload('a.docx', word(paragraph('{{body}}').repeat(2_000)), longText('body'))
    return () => target.begin(template, { body: 'seven, '.repeat(7_000) })
  }),
  {
    name: '600 live streams of one key, and changes',
    async prepare(target) {
      const id = await target.begin(target.plain_template)
      const { url, attacker: key } = target
      return async (count) => {
        const open = atOnce(6 * count, () => send(`${url}/api/v1/generations/${id}/events`, { key, timeout: 4_000 }))
        for (let change = 0; change < 20; change++)
          await send(`${url}/api/v1/generations/${id}/answers/remark`, {
            method: 'PUT',
            key,
            body: json({ value: `${change}` }),
          })
        return open
      }
    },
  },
  flood('5,600 wrong keys', 56, async () => [
    '/api/v1/generations',
    { key: 'dgk_wrong-key-0123456789-0123456789-012345' },
  ]),
  flood('3,000 requests without a key', 30, async () => ['/', {}]),
  flood('5,000 conversations', 50, async ({ attacker, plain_template }) => [
    '/api/v1/generations',
    { key: attacker, body: json({ template_id: plain_template }) },
  ]),
  flood('reads, ten times over', 300, async ({ attacker }) => ['/api/v1/generations', { key: attacker }]),
  flood('documents, ten times over', 30, async ({ attacker, plain_template }) => [
    `/api/v1/templates/${plain_template}/preview`,
    { key: attacker, body: '{}' },
  ]),
  flood('uploads, ten times over', 6, inspect('a.txt', 'Dear {{name}}')),
  request('2,000 headers', async ({ attacker }) => [
    '/api/v1/generations',
    { key: attacker, headers: Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`x-${index}`, '1'])) },
  ]),
]
