/** Template files, and files of questions, that are costly to read. */
import { p, wordFile } from '../../test/rendering/support/word.ts'
import { MB, request, type Attack, type Made } from './attack.ts'
import { form } from './client.ts'
import type { Target } from './prepare.ts'

const inspect =
  (file: string, bytes: string | Uint8Array, fields: Record<string, string> = {}) =>
  async ({ attacker }: Target): Promise<Made> => [
    '/api/v1/templates/inspect',
    { key: attacker, ...form(fields, { name: file, bytes }) },
  ]

export const FILES: readonly Attack[] = [
  request(
    'questions as JSON 12,000 deep',
    inspect('a.txt', '{{a}}', { questions: `${'['.repeat(12_000)}${']'.repeat(12_000)}` }),
  ),
  request(
    'questions of 30,000 keys in YAML',
    inspect('a.txt', '{{a}}', { questions: Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n') }),
  ),
  request('questions of 300,000 quotation marks', inspect('a.txt', '{{a}}', { questions: '"'.repeat(299_999) })),
  request('2,000,000 openings in text', inspect('a.txt', '{{'.repeat(2_000_000))),
  request(
    'costly Word files',
    inspect('a.docx', wordFile({ body: p('{{a}}') + p('Some words of a contract.').repeat(38_000) })),
  ),
  request(
    'Markdown that makes a costly Word file',
    inspect('a.md', '| a | b |\n|---|---|\n' + '| *x* | [y](http://z) |\n'.repeat(20_000), { output: 'word' }),
  ),
  request('files of 25 MB', inspect('a.docx', Buffer.alloc(25 * MB, 'PK'))),
  request('uploads, ten times over', inspect('a.txt', 'Dear {{name}}'), { total: 600 }),
]
