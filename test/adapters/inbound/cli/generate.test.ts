/** The conversation over the real API: in lines through a pipe, and on a terminal. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cli, KEYS, type Cli } from '../../../support/services/cli.ts'
import { refuseDocumentsWith } from '../../../support/refuse-documents.ts'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../support/services/http-service.ts'

let service: HttpService
let admin: Client
let docgen: Cli
const read = (name: string) => readFile(path.join(docgen.cwd, name), 'utf8')

const KINDS = 'Plan {{plan}}, extras {{extras}}, note {{note}}, nick {{nick}}, on {{due_date}}.\n'
const KINDS_SAID = `
- { name: plan, kind: one_of, choices: [Small, Medium, Large], help: "It may be changed\\x1b[31m later." }
- { name: extras, kind: some_of, required: false, choices: [Parking, Cellar] }
- { name: note, kind: long_text }
- { name: nick, required: false }
`

beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  await addTemplate('letter', LETTER)
  await addTemplate('kinds', KINDS, KINDS_SAID)
})
afterAll(() => service.close())
beforeEach(async () => {
  docgen = await cli(service)
  return () => docgen.close()
})

const addTemplate = (name: string, text: string, questions = '') =>
  admin.send('POST', '/api/v1/templates', upload(text, { questions }, `${name}.txt`))
const idIn = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? ''
const stateOf = async (id: string) => (await admin.send('GET', `/api/v1/generations/${id}`)).json

describe('docgen generate in a pipe', () => {
  it('asks line by line, helps, goes back, asks again what is not accepted, and writes the document', async () => {
    const lines = [
      'Zoe',
      'maybe',
      'no',
      '?',
      '<',
      'yes',
      'Ms Roe',
      '21.11.2026',
      '1,250.00',
      'yes',
      'Key',
      '2',
      'no',
      'yes',
    ]
    const { code, out, err } = await docgen.run('generate letter --out made.txt', `${lines.join('\n')}\n`)
    expect({ code, out }).toEqual({ code: 0, out: '✓ made.txt (75 bytes)\n' })
    expect(await read('made.txt')).toBe(
      'Dear Zoe,\nCopy to Ms Roe.\nFrom 21 November 2026 you pay 1,250.00.\n- Key: 2\n',
    )
    expect(err).toMatch(/\(1 of about \d\) Tenant name/)
    expect(err).toContain('“maybe” is neither yes nor no.')
    expect(err).toContain('(changing an answer) Is there a lawyer? – yes or no [no]')
    expect(err).toMatch(/Lawyer name\s+Ms Roe/)
  })

  it('changes an answer out of the review, and takes a list as a whole and items away', async () => {
    const items = '[{"item_name":"Key","quantity":"2"},{"item_name":"Lamp","quantity":3}]'
    const lines = ['Zoe', 'no', 'tomorrow', '10', items, '1', 'Zoë', 'yes']
    expect(await docgen.run('generate letter --out made.txt', lines.join('\n'))).toMatchObject({ code: 0 })
    expect(await read('made.txt')).toMatch(/^Dear Zoë,\n.*\n- Key: 2\n- Lamp: 3\n$/)
    const again = ['Zoe', 'no', 'tomorrow', '10', 'yes', 'Key', '2', 'yes', 'Lamp', '3', '-1', 'no', 'yes']
    expect(await docgen.run('generate letter --out again.txt', again.join('\n'))).toMatchObject({ code: 0 })
    expect(await read('again.txt')).toMatch(/10\.00\.\n- Lamp: 3\n$/)
  })

  it('numbers the choices only where a number chooses', async () => {
    await addTemplate(
      'term',
      'For {{years}} years, {{plan}}.',
      '- { name: years, kind: one_of, choices: ["1", "3", "6"] }\n' +
        '- { name: plan, kind: one_of, choices: [Small, Large] }',
    )
    const { code, err } = await docgen.run('generate term --out term.txt', ['2', '3', '2', 'yes'].join('\n'))
    expect(code).toBe(0)
    expect(await read('term.txt')).toBe('For 3 years, Large.')
    expect(err).toMatch(/ {2}- 1\n {2}- 3\n {2}- 6\n/)
    expect(err).toContain('“2” is not among the choices (1, 3, 6).')
    expect(err).toMatch(/ {2}1\. Small\n {2}2\. Large\n/)
  })

  it('takes words as they are where the kind was only guessed, and the author is told', async () => {
    await addTemplate('guessed', 'Due {{due_date}}, {{has_pets}}.\n')
    const lines = ['upon receipt', '', 'upon receipt', '1', 'two cats', '1', 'yes']
    const { code, err } = await docgen.run('generate guessed --out made.txt', lines.join('\n'))
    expect(code).toBe(0)
    expect(await read('made.txt')).toBe('Due upon receipt, two cats.\n')
    expect(err).toContain('1. Take it as it is: “upon receipt”')
    await service.app.settled()
    const guesses = await docgen.run('template guesses guessed')
    expect(guesses.out).toMatch(/due_date\s+date\s+Due date\s+1\s+1/)
    const mended = await docgen.run('template ask-text guessed due_date')
    expect(mended.out).toMatch(/“due_date” asks for text now\.[^]*due_date\s+text/)
    expect((await docgen.run('template guesses guessed')).out).not.toContain('due_date')
    expect(await docgen.run('template ask-text guessed due_date')).toMatchObject({ code: 3 })
  })

  it('needs no input when every answer is given, and prints JSON', async () => {
    const { code, json } = await docgen.run(`generate letter --answers '${JSON.stringify(ANSWERS)}' --json`)
    expect(code).toBe(0)
    expect(json).toMatchObject({ generation: { template_id: 'letter', state: 'delivered' } })
    expect(await read(json.file)).toContain('Dear Zoë')
    const piped = await docgen.run('generate letter --answers - --out -', JSON.stringify(ANSWERS))
    expect(piped).toMatchObject({ code: 0, out: expect.stringContaining('Dear Zoë') })
  })

  it('lists what is missing when there is nobody to ask, and goes on with --resume', async () => {
    const stopped = await docgen.run(`generate letter --answers '{"tenant_name":"Zoë","has_lawyer":true}'`)
    expect(stopped.code).toBe(8)
    for (const name of ['lawyer_name', 'start_date', 'amount', 'each_item'])
      expect(stopped.err).toMatch(new RegExp(`^ {2}${name} – `, 'm'))
    expect(stopped.err).not.toMatch(/^ {2}tenant_name/m)
    const id = idIn(stopped.err)
    const rest = ['Ms Roe', '2026-11-21', '5', 'no', 'yes']
    expect(await docgen.run(`generate --resume ${id} --out made.txt`, rest.join('\n'))).toMatchObject({ code: 0 })
    expect(await read('made.txt')).toContain('Ms Roe')
    // What is made is fetched again, not made again.
    expect(await docgen.run(`generate --resume ${id} --out twice.txt`)).toMatchObject({ code: 0 })
    expect(await read('twice.txt')).toBe(await read('made.txt'))
  })

  it('does not make what nobody confirmed, unless --yes says so', async () => {
    const answers = ['Zoe', 'no', 'tomorrow', '10', 'no'].join('\n')
    const stopped = await docgen.run('generate letter', answers)
    expect(stopped).toMatchObject({ code: 8, err: expect.stringContaining('nobody confirmed') })
    expect(await stateOf(idIn(stopped.err))).toMatchObject({ state: 'reviewing', document: null })
    expect(await docgen.run('generate letter --yes --out made.txt', answers)).toMatchObject({ code: 0 })
  })

  it('makes another one like an earlier one', async () => {
    const first = (await docgen.run(`generate letter --answers '${JSON.stringify(ANSWERS)}' --json`)).json
    expect(
      await docgen.run(`generate --like ${first.generation.id} --out like.txt`, '2\nyes\nMs Roe\nyes\n'),
    ).toMatchObject({ code: 0 })
    expect(await read('like.txt')).toContain('Copy to Ms Roe.')
  })

  it('names what another one could not take, and why', async () => {
    await addTemplate('changed', 'Dear {{name}}, on {{day}}')
    const first = (await docgen.run(`generate changed --answers '{"name":"Zoe","day":"2026-12-24"}' --json`)).json
    await admin.send(
      'POST',
      '/api/v1/templates/changed/versions',
      upload('Dear {{name}}, at {{place}}', {}, 'changed.txt'),
    )
    const like = await docgen.run(`generate --like ${first.generation.id} --out like.txt`, 'Ulm\nyes\n')
    expect(like).toMatchObject({
      code: 0,
      err: expect.stringMatching(/Not carried over:\n {2}Day – The template does not ask this any more/),
    })
    const { json } = await docgen.run(`generate --like ${first.generation.id} --out json.txt --json`, 'Ulm\nyes\n')
    expect(json.generation.not_carried).toMatchObject([{ name: 'day', label: 'Day', reason: 'not_asked' }])
  })

  it('refuses an existing file before anything is asked', async () => {
    await writeFile(path.join(docgen.cwd, 'made.txt'), 'precious')
    const { code, err } = await docgen.run('generate letter --out made.txt')
    expect(code).toBe(5)
    expect(err).not.toContain('Tenant name')
    expect(await read('made.txt')).toBe('precious')
  })

  it('tells answers that are not accepted, and templates that are not there', async () => {
    expect(await docgen.run(`generate letter --answers '{"start_date":"31.02.2026"}'`)).toMatchObject({
      code: 3,
      err: expect.stringContaining('Field: start_date'),
    })
    expect(await docgen.run('generate nowhere')).toMatchObject({ code: 4 })
    expect(await docgen.run('generate')).toMatchObject({ code: 2 })
    expect(await docgen.run('generate letter --resume x')).toMatchObject({ code: 2 })
  })
})

describe('docgen generate on a terminal', () => {
  it('asks with a widget for each kind, keeps refused answers in their field, and writes the document', async () => {
    const terminal = docgen.onTerminal('generate kinds --out made.txt')
    await terminal.type('Medium', KEYS.down + KEYS.enter)
    await terminal.type('Cellar', KEYS.space + KEYS.enter)
    await terminal.type('Enter twice', `one${KEYS.enter}two${KEYS.enter}${KEYS.enter}`)
    await terminal.type('may be left out', KEYS.enter)
    await terminal.type('Due date', `31.02.2026${KEYS.enter}`)
    await terminal.type('Take it as it is', KEYS.down + KEYS.enter)
    await terminal.type('Due date', `${KEYS.clear}1 Dec 2026${KEYS.enter}`)
    await terminal.type('Yes, make it', KEYS.enter)
    expect(await terminal.ran).toMatchObject({ code: 0, out: '✓ made.txt (70 bytes)\n' })
    expect(await read('made.txt')).toBe('Plan Medium, extras Parking, note one\ntwo, nick , on 1 December 2026.\n')
    expect(terminal.screen()).toContain('It may be changed later.')
    expect(terminal.raw()).not.toContain('changed\u001b[31m')
  })

  it('asks once more before words stand where the kind was only guessed', async () => {
    await addTemplate('guessed2', 'Due {{due_date}}.\n')
    const terminal = docgen.onTerminal('generate guessed2 --out made.txt')
    await terminal.type('Due date', `upon receipt${KEYS.enter}`)
    await terminal.type('Take it as it is', KEYS.enter)
    await terminal.type('Yes, make it', KEYS.enter)
    expect((await terminal.ran).code).toBe(0)
    expect(await read('made.txt')).toBe('Due upon receipt.\n')
  })

  it('a document that failed takes another answer, and is made', async () => {
    using _ = refuseDocumentsWith('far too long')
    await addTemplate('mended', 'Note: {{nick}}.\n')
    const failed = await docgen.run('generate mended', 'far too long\nyes\n')
    expect(failed).toMatchObject({ code: 9, err: expect.stringContaining('would be too large') })
    const [, id = ''] = /docgen generate --resume (\S+)/.exec(failed.err) ?? []
    const terminal = docgen.onTerminal(`generate --resume ${id} --out made.txt`)
    await terminal.type('Yes, make it', KEYS.down + KEYS.enter)
    await terminal.type('far too long', KEYS.enter)
    await terminal.type('changing an answer', `${KEYS.clear}short${KEYS.enter}`)
    await terminal.type('Yes, make it', KEYS.enter)
    expect((await terminal.ran).code).toBe(0)
    expect(await read('made.txt')).toBe('Note: short.\n')
  })

  it('goes back with “<”, and offers more with Esc', async () => {
    await addTemplate('back', LETTER)
    const terminal = docgen.onTerminal('generate back')
    await terminal.type('Tenant name', `Zoe${KEYS.enter}`)
    await terminal.type('Is there a lawyer?', KEYS.escape)
    await terminal.type('Back to the question before', KEYS.down + KEYS.enter)
    await terminal.type('changing an answer', `${KEYS.clear}Zoë${KEYS.enter}`)
    await terminal.type('Is there a lawyer?', KEYS.escape)
    await terminal.type('Stop here', KEYS.down.repeat(4) + KEYS.enter)
    const { code, err } = await terminal.ran
    expect(code).toBe(0)
    const generation = await stateOf(idIn(err.slice(err.indexOf('Nothing is lost'))))
    expect(generation).toMatchObject({
      state: 'asking',
      answers: { tenant_name: { value: 'Zoë' } },
      question: { name: 'has_lawyer' },
    })
  })

  it('loses nothing at Ctrl+C, says how to go on, and offers that next time', async () => {
    await addTemplate('interrupted', KINDS, KINDS_SAID)
    const terminal = docgen.onTerminal('generate interrupted')
    await terminal.type('Large', KEYS.enter)
    await terminal.type('Cellar', KEYS.interrupt)
    const { code, err } = await terminal.ran
    expect(code).toBe(130)
    expect(err).toContain('docgen generate --resume')
    const id = idIn(err.slice(err.indexOf('--resume')))
    await service.app.settled()
    const next = docgen.onTerminal('generate interrupted')
    await next.type('You have begun this already', KEYS.enter)
    await next.type('Cellar', KEYS.interrupt)
    expect(idIn((await next.ran).err.slice((await next.ran).err.indexOf('--resume')))).toBe(id)
  })

  it('asks which answer counts when somebody else has answered meanwhile', async () => {
    const { json } = await admin.send('POST', '/api/v1/generations', {
      template_id: 'letter',
      answers: { tenant_name: 'Zoe' },
    })
    const terminal = docgen.onTerminal(`generate --resume ${json.id}`)
    await terminal.type('Is there a lawyer?', KEYS.escape)
    await terminal.type('Change an earlier answer', KEYS.down.repeat(2) + KEYS.enter)
    await terminal.type('Tenant name – Zoe', KEYS.enter)
    await terminal.type('changing an answer', '')
    await admin.send('PUT', `/api/v1/generations/${json.id}/answers/tenant_name`, { value: 'Somebody else' })
    await terminal.type('Zoe', `${KEYS.clear}Zoë${KEYS.enter}`)
    await terminal.type('The other one: Somebody else', KEYS.enter)
    await terminal.type('Is there a lawyer?', KEYS.interrupt)
    await terminal.ran
    expect((await stateOf(json.id)).answers.tenant_name.value).toBe('Zoë')
  })

  it('writes beside a file of that name, not over it', async () => {
    const given = `--answers '${JSON.stringify(ANSWERS)}' --yes`
    await docgen.run(`generate letter ${given}`)
    await docgen.run(`generate letter ${given}`)
    expect((await readdir(docgen.cwd)).toSorted()).toEqual([
      expect.stringMatching(/^Letter .* \(2\)\.txt$/),
      expect.stringMatching(/^Letter [\d-]+\.txt$/),
    ])
  })
})

describe('a document in another language', () => {
  const LEASE = 'Geboren am {{birth_date}}, Miete {{rent}}.\n'
  beforeAll(async () => {
    await admin.send('POST', '/api/v1/templates', upload(LEASE, { name: 'Mietvertrag', language: 'de-DE' }, 'a.txt'))
  })

  it('says so with each question, shows what it will say, and prints it', async () => {
    const { code, err } = await docgen.run('generate mietvertrag --out made.txt', '6 May 1990\n1,250.00\nyes\n')
    expect(code).toBe(0)
    expect(err).toContain('Write it your way; the document is in German (Germany).')
    expect(err).toMatch(/6 May 1990 \(in the document: 6\. Mai\s+1990\)/)
    expect(await read('made.txt')).toBe('Geboren am 6. Mai 1990, Miete 1.250,00.\n')
  })

  it('goes on in other languages with --resume, and begins in the one that is chosen', async () => {
    const left = await docgen.run('generate mietvertrag --language fr-FR --out made.txt', '6 May 1990\n')
    expect(left.err).toContain('the document is in French (France).')
    const id = idIn(left.err)
    const resumed = await docgen.run(
      `generate --resume ${id} --locale de-DE --language en-GB --out made.txt`,
      '1.250,00\nyes\n',
    )
    expect(resumed.code).toBe(0)
    expect(await stateOf(id)).toMatchObject({ locale: 'de-DE', document_language: 'en-GB' })
    expect(await read('made.txt')).toBe('Geboren am 6 May 1990, Miete 1,250.00.\n')
  })

  it('is said on a terminal, too', async () => {
    const terminal = docgen.onTerminal('generate mietvertrag --out made.txt')
    await terminal.type('Birth date', KEYS.interrupt)
    await terminal.ran
    expect(terminal.screen().replaceAll(/[\s│]+/g, ' ')).toContain('the document is in German (Germany).')
  })
})
