/** `docgen verify`: what is known of a file, and the exit code that scripts rely on. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unzip } from '../../../rendering/support/zip.ts'
import { cli, type Cli } from '../../../support/services/cli.ts'
import { httpService, upload, type HttpService } from '../../../support/services/http-service.ts'

let service: HttpService
let docgen: Cli
let generation: string
beforeAll(async () => {
  service = await httpService()
  docgen = await cli(service)
  const author = await service.clientFor('author')
  const file = '# Offer for {{customer}}\n\nThe price is {{price}}.\n'
  await author.ask('POST', '/templates', upload(file, { name: 'Offer' }, 'offer.md'), 201)
  const answers = JSON.stringify({ customer: 'Zoë', price: '12' })
  await docgen.run(`generate offer --answers '${answers}' --yes --out made.md`)
  await service.app.settled()
  generation = (await docgen.run('verify made.md --json')).json.origin.generation_id
})
afterAll(async () => {
  await docgen.close()
  await service.close()
})

const read = (name: string): Promise<string> => readFile(path.join(docgen.cwd, name), 'utf8')
const write = (name: string, text: string): Promise<void> => writeFile(path.join(docgen.cwd, name), text)

test('an unaltered document: where it comes from, and 0', async () => {
  const said = await docgen.run('verify made.md')
  expect(said).toMatchObject({ code: 0, err: '' })
  expect(said.out).toContain('Made here, and unaltered')
  expect(said.out).toContain('Offer (offer), version 1')
  expect(said.out).toContain(generation)
  expect((await docgen.run('verify made.md --json')).json).toMatchObject({
    verdict: 'identical',
    made_again: 'identical',
  })
})

test('with a certificate', async () => {
  const said = await docgen.run('verify made.md --certificate certificate.docx')
  expect(said).toMatchObject({ code: 0, err: expect.stringContaining('The certificate is in “certificate.docx”.') })
  const page = unzip(await readFile(path.join(docgen.cwd, 'certificate.docx')))
    .get('word/document.xml')!
    .toString('utf8')
  expect(page).toContain(generation)
  expect(page).toContain('Checked: the recorded answers give this file again, byte for byte.')
  expect(await docgen.run('verify made.md --certificate certificate.docx')).toMatchObject({ code: 5 })
})

test('an altered one: each place, and 10', async () => {
  await write('altered.md', (await read('made.md')).replace('12', '21'))
  const said = await docgen.run('verify altered.md')
  expect(said).toMatchObject({ code: 10, err: expect.stringContaining('It differs in 1 place.') })
  expect(said.out).toContain('line 3:\n- The price is 12.00.\n+ The price is 21.00.\n')
})

test('saved with other line ends: 0', async () => {
  await write('windows.md', (await read('made.md')).replaceAll('\n', '\r\n'))
  expect(await docgen.run('verify windows.md')).toMatchObject({
    code: 0,
    out: expect.stringContaining('says the same'),
  })
})

test('one that is not known, unless one says what it was: 4, then 10', async () => {
  await write('other.txt', '# Offer for Zoë\n\nThe price is 21.00.\n')
  expect(await docgen.run('verify other.txt')).toMatchObject({ code: 4, out: expect.stringContaining('Not known') })
  expect(await docgen.run(`verify other.txt --generation ${generation}`)).toMatchObject({ code: 10 })
})
