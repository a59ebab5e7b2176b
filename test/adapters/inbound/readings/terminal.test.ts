/** An answer that could mean two things, in a terminal: in lines and with widgets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  UNCLEAR_ANSWERS,
  UNCLEAR_LOCALE,
  UNCLEAR_QUESTIONS,
  UNCLEAR_TEMPLATE,
} from '../../../support/data/unclear-answers.ts'
import { cli, KEYS, type Cli } from '../../../support/services/cli.ts'
import { httpService, upload, type Client, type HttpService } from '../../../support/services/http-service.ts'

let service: HttpService
let admin: Client
let docgen: Cli
const locale = { locale: UNCLEAR_LOCALE }

beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  for (const name of ['unclear', 'unclear-0', 'unclear-1']) await add(name, UNCLEAR_TEMPLATE, UNCLEAR_QUESTIONS)
  await add('words', 'On {{day}} {{work}} {{sign}} {{agreed}}.\n', [
    { name: 'day', kind: 'date', default: '2027-01-02' },
    { name: 'work', kind: 'text' },
    { name: 'sign', kind: 'one_of', choices: ['?', 'Stop'] },
    { name: 'agreed', kind: 'yes_no' },
  ])
  await add('amounts', 'For {{weight}} of {{fee}}.\n', [
    { name: 'weight', kind: 'number', default: '1.5' },
    { name: 'fee', kind: 'money', default: '1250' },
  ])
})
afterAll(() => service.close())
beforeEach(async () => {
  docgen = await cli(service)
  return () => docgen.close()
})

const add = (name: string, text: string, questions: unknown) =>
  admin.send('POST', '/api/v1/templates', upload(text, { questions: JSON.stringify(questions) }, `${name}.txt`))
const idIn = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? ''
const valuesOf = async (id: string): Promise<Record<string, unknown>> => {
  const { answers } = (await admin.send('GET', `/api/v1/generations/${id}`)).json
  return Object.fromEntries(
    Object.entries(answers as Record<string, { value: unknown }>).map(([name, { value }]) => [name, value]),
  )
}

describe.each([0, 1])('reading %i', (index) => {
  const expected = Object.fromEntries(UNCLEAR_ANSWERS.map(({ name, readings }) => [name, readings[index]!.wire]))

  it('is taken by its number in lines', async () => {
    const lines = UNCLEAR_ANSWERS.flatMap(({ written }) => [written, String(index + 1)])
    const { err } = await docgen.run('generate unclear', lines.join('\n'), locale)
    for (const { readings } of UNCLEAR_ANSWERS)
      for (const [place, { shown }] of readings.entries()) expect(err).toContain(`  ${place + 1}. ${shown}\n`)
    expect(await valuesOf(idIn(err))).toEqual(expected)
  })

  it('is taken as it is shown in lines', async () => {
    const lines = UNCLEAR_ANSWERS.flatMap(({ written, readings }) => [written, readings[index]!.shown])
    const { err } = await docgen.run('generate unclear', lines.join('\n'), locale)
    expect(await valuesOf(idIn(err))).toEqual(expected)
  })

  it('is taken from a list on a terminal', async () => {
    const terminal = docgen.onTerminal(`generate unclear-${index}`, locale)
    for (const { name, written, readings } of UNCLEAR_ANSWERS.filter(({ name: one }) => one !== 'rooms')) {
      await terminal.type(name === 'day' ? 'Day' : name === 'fee' ? 'Fee' : 'Weight', `${written}${KEYS.enter}`)
      await terminal.type(readings[0]!.shown, '')
      await terminal.type(readings[1]!.shown, KEYS.down.repeat(index) + KEYS.enter)
    }
    await terminal.type('Rooms', KEYS.down.repeat(index + 1) + KEYS.enter)
    await terminal.type('Size', KEYS.interrupt)
    expect(await valuesOf(idIn((await terminal.ran).err))).toEqual(expected)
  })
})

describe('in lines', () => {
  it('an answer wins over a word, signs are commands, and what is offered is data', async () => {
    const lines = ['help', '', 'Stop the lift and repair the door', '!', '', '?', 'correct']
    const { err } = await docgen.run('generate words', lines.join('\n'), locale)
    expect(err).toContain('Please give a date')
    expect(await valuesOf(idIn(err))).toEqual({
      day: '2027-01-02',
      work: 'Stop the lift and repair the door',
      sign: '?',
      agreed: true,
    })
  })

  it('a default is taken as it is in every locale, and shown as people there write it', async () => {
    const { err } = await docgen.run('generate amounts', '\n\n', { locale: 'de-DE' })
    expect(err).toMatch(/\[1,5\][\s\S]*\[1\.250\]/)
    expect(await valuesOf(idIn(err))).toEqual({ weight: '1.5', fee: '1250' })
  })

  it('says “1 question”', async () => {
    await add('one', 'Dear {{tenant_name}}', [])
    expect((await docgen.run('generate one', '', locale)).err).toContain('about 1 question, asked')
  })
})

describe('docgen template try', () => {
  it('shows what an answer would be, or what it could mean', async () => {
    expect((await docgen.run("template try unclear day '24 Dec 2026'", '', locale)).out).toBe(
      'Day (date)\n  Taken: "2026-12-24"\n  Printed: December 24, 2026\n',
    )
    const { written, readings } = UNCLEAR_ANSWERS[0]!
    const { out } = await docgen.run(`template try unclear day '${written}'`, '', locale)
    for (const { wire, shown } of readings) expect(out).toContain(`  - ${shown} (${wire})\n`)
    const { code, err } = await docgen.run(`template try unclear dya x`, '', locale)
    expect([code, err]).toEqual([3, expect.stringContaining('Did you mean “day”?')])
  })
})
