/** Answers that make documents costly. */
import { p, wordFile } from '../../test/rendering/support/word.ts'
import { documents, json, request, type Attack } from './attack.ts'
import { call } from './client.ts'

const longText = (name: string): Record<string, string> => ({ questions: `- name: ${name}\n  kind: long_text\n` })

const MARKS = '*a **b _c '.repeat(4_500)
const MARKDOWN = { questions: '- name: body\n  kind: long_text\n  format: markdown\n' }

export const DOCUMENTS: readonly Attack[] = [
  documents('a Markdown answer of nothing but marks', async (target) => {
    const template = await target.upload('a.docx', wordFile({ body: p('{{body}}') }), MARKDOWN)
    return () => target.begin(template, { body: MARKS })
  }),
  documents('a list of 150 answers of 48,000 characters', async (target) => {
    const template = await target.upload(
      'a.docx',
      wordFile({ body: p('{{#each_item}}') + p('{{title}}: {{body}}') + p('{{/each_item}}') }),
      { questions: '- name: each_item\n  fields:\n    - name: body\n      kind: long_text\n' },
    )
    return async () => {
      const id = await target.begin(template)
      for (let item = 0; item < 150; item++)
        await call(`${target.url}/api/v1/generations/${id}/lists/each_item/items`, 'POST', target.attacker, {
          value: { title: `Item ${item}`, body: `${item} ${'word & '.repeat(6_850)}` },
        })
      await call(`${target.url}/api/v1/generations/${id}/lists/each_item/close`, 'POST', target.attacker, {})
      return id
    }
  }),
  documents('500 tags and an answer of 24,000 lines', async (target) => {
    const template = await target.upload('a.docx', wordFile({ body: p('{{body}}').repeat(500) }), longText('body'))
    return () => target.begin(template, { body: 'x\n'.repeat(24_000) + 'end' })
  }),
  documents('2,000 tags and an answer of 49,000 characters', async (target) => {
    const template = await target.upload('a.docx', wordFile({ body: p('{{body}}').repeat(2_000) }), longText('body'))
    return () => target.begin(template, { body: 'seven, '.repeat(7_000) })
  }),
  request(
    'documents of one request that wait, 500 at once',
    async (target) => {
      const template = await target.upload('a.docx', wordFile({ body: p('{{body}}').repeat(20) }), MARKDOWN)
      return [
        '/api/v1/documents',
        {
          key: target.attacker,
          headers: { prefer: 'wait=60' },
          body: json({ template_id: template, answers: { body: MARKS } }),
          timeout: 10_000,
        },
      ]
    },
    { at_once: 500 },
  ),
]
