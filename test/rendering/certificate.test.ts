/** The certificate of a document. */
import { expect, test } from 'vitest'
import { buildCertificate } from '../../src/rendering/certificate/build-certificate.ts'
import type { CertificateFacts } from '../../src/rendering/certificate/certificate-facts.ts'
import { readDocument } from '../../src/rendering/comparing/read-document.ts'

const FACTS: CertificateFacts = {
  service: 'https://docgen.example.com',
  file_name: 'Offer & more – Zoë.docx',
  template_name: 'Offer',
  template_id: 'offer',
  template_version: 3,
  generation_id: '5f29e636-54e4-5c87-b6ea-18c4d6ddb1f5',
  requested_by: 'Ada',
  answered_by: ['Ada', 'Grace'],
  requested_at: '2026-11-21T10:12:31.123Z',
  confirmed_at: '2026-11-21T10:30:02.000Z',
  made_at: '2026-11-21T10:30:02.400Z',
  deliveries: ['in Slack, 2026-11-21 10:30:05 UTC'],
  sha256: 'ab'.repeat(32),
  size: 8123,
  content_id: 'cd'.repeat(32),
  renderer: '6',
  finding: 'Checked.',
}
const textOf = async (facts: CertificateFacts): Promise<string> => {
  const read = await readDocument(await buildCertificate(facts))
  if (!read.ok) throw new Error(read.error.message)
  return read.value.lines.map(({ text }) => text).join('\n')
}

test('says all that is known, the same bytes each time', async () => {
  const text = await textOf(FACTS)
  for (const said of [FACTS.file_name, FACTS.sha256, FACTS.content_id, FACTS.generation_id, 'Ada; Grace', 'version 3'])
    expect(text).toContain(said)
  expect(text).toContain('2026-11-21 10:30:02 UTC')
  expect(Buffer.from(await buildCertificate(FACTS))).toEqual(Buffer.from(await buildCertificate(FACTS)))
})

test('of what was erased, or carries no id, promises no number to compare with', async () => {
  const text = await textOf({ ...FACTS, file_name: undefined, sha256: undefined, content_id: undefined })
  expect(text).toContain('erased with the content')
  expect(text).not.toContain('sha256sum')
})

test('names no more people than fit on a page', async () => {
  const text = await textOf({ ...FACTS, answered_by: Array.from({ length: 30 }, (_, n) => `Person ${n}`) })
  expect(text).toContain('Person 7 and 22 more')
  expect(text).not.toContain('Person 8')
})
