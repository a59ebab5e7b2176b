/** Templates, audit, operations and keys, over the real API. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { cli, type Cli } from '../../../support/services/cli.ts'
import { ANSWERS, httpService, LETTER, type HttpService } from '../../../support/services/http-service.ts'
import { openSession } from '../../../support/services/sign-in.ts'

let service: HttpService
let docgen: Cli

beforeAll(async () => {
  service = await httpService()
  docgen = await cli(service)
  await writeFile(path.join(docgen.cwd, 'letter.txt'), LETTER)
  await writeFile(path.join(docgen.cwd, 'said.yaml'), '- name: tenant_name\n  label: "Who\\x1b]0;owned\\x07 rents?"\n')
})
afterAll(async () => {
  await docgen.close()
  await service.close()
})

describe('docgen template', () => {
  it('adds one with what its author says, and never lets a name act on the terminal', async () => {
    const added = await docgen.run('template add letter.txt --name Lease --questions said.yaml --draft')
    expect(added.code).toBe(0)
    expect(added.out).toContain('Added “Lease” as lease, a draft.')
    expect(added.out).toMatch(/tenant_name\s+text\s+Who rents\?\s+yes\s+always/)
    expect(added.out).not.toContain('\u001b')
  })

  it('publishes, retires and restores, and shows where it is', async () => {
    for (const [command, state] of [
      ['publish', 'published'],
      ['retire', 'retired'],
      ['restore', 'published'],
    ]) {
      expect((await docgen.run(`template ${command} lease --json`)).json).toMatchObject({ id: 'lease', state })
    }
    expect((await docgen.run('template list --json')).json.data).toMatchObject([
      { id: 'lease', state: 'published', question_count: 6 },
    ])
    expect((await docgen.run('template list --search nothing')).out).toContain('No template has this in its name.')
  })

  it('makes a new version that keeps what was said', async () => {
    await writeFile(path.join(docgen.cwd, 'letter.txt'), `${LETTER}{{place}}\n`)
    const { code, json } = await docgen.run('template revise lease letter.txt --json')
    expect(code).toBe(0)
    expect(json).toMatchObject({ version: 2, published_version: 2 })
    expect(json.questions.map(({ name }: { name: string }) => name)).toContain('place')
    expect((await docgen.run('template show lease')).out).toContain('Who rents?')
  })

  it('suggests another name for one that is taken', async () => {
    expect(await docgen.run('template add letter.txt --name Lease')).toMatchObject({
      code: 5,
      err: expect.stringContaining('lease-2'),
    })
    expect(await docgen.run('template show nothing')).toMatchObject({ code: 4 })
  })
})

describe('the language of documents', () => {
  it('is given with a file, shown, and set later', async () => {
    await writeFile(path.join(docgen.cwd, 'lease.md'), '---\nlang: de-AT\n---\nAb {{start_date}}\n')
    expect((await docgen.run('template add lease.md --name Mietvertrag')).out).toContain(
      'Documents are in German (Austria) (de-AT), as the file says.',
    )
    expect((await docgen.run('template language mietvertrag de-DE')).out).toContain(
      'Documents are in German (Germany) (de-DE).',
    )
    expect((await docgen.run('template revise mietvertrag lease.md --language fr --json')).json).toMatchObject({
      language: 'fr',
      language_from: 'author',
    })
    expect((await docgen.run('template language mietvertrag file --json')).json).toMatchObject({ language: 'de-AT' })
    await service.app.settled()
    expect((await docgen.run('template list')).out).toMatch(/mietvertrag\s+Mietvertrag\s+markdown\s+de-AT/)
    const refused = await docgen.run('template language mietvertrag german')
    expect(refused.code).not.toBe(0)
    expect(refused.err).toContain('“german” is no language')
  })
})

describe('refining questions', () => {
  it('corrects what is published while a draft is the latest', async () => {
    await writeFile(path.join(docgen.cwd, 'offer.txt'), 'To {{nmae}}')
    await docgen.run('template add offer.txt --name Offer')
    await writeFile(path.join(docgen.cwd, 'offer.txt'), 'To {{nmae}} in {{city}}')
    await docgen.run('template revise offer offer.txt --draft')
    await writeFile(path.join(docgen.cwd, 'names.yaml'), '- { name: nmae, label: Your name }\n')
    const refined = await docgen.run('template refine offer names.yaml --published --json')
    expect(refined.json).toMatchObject({ version: 3, published_version: 3, questions: [{ label: 'Your name' }] })
    expect((await docgen.run('template show offer --json')).json).toMatchObject({
      version: 4,
      published_version: 3,
      questions: [{ label: 'Your name' }, { name: 'city' }],
    })
    expect((await docgen.run('template show offer --published --json')).json).toMatchObject({ version: 3 })
    const both = await docgen.run('template refine offer names.yaml --published --draft')
    expect([both.code, both.err]).toEqual([3, expect.stringContaining('cannot be a draft')])
  })

  it('of the latest version makes the next', async () => {
    await writeFile(path.join(docgen.cwd, 'names.yaml'), '- { name: city, label: Where }\n')
    const { out } = await docgen.run('template refine offer names.yaml')
    expect(out).toContain('“Offer” has version 5 now.')
    await writeFile(path.join(docgen.cwd, 'names.yaml'), '- { name: nobody, label: Where }\n')
    expect(await docgen.run('template refine offer names.yaml')).toMatchObject({ code: 3 })
  })
})

describe('reminders and the end', () => {
  it('are set one by one, shown, and left to the service again', async () => {
    expect((await docgen.run('template show lease')).out).toContain('Conversations remind and expire as the service')
    expect((await docgen.run('template waiting-times lease --expire 60')).out).toContain(
      'Conversations expire after 60 days without an answer; reminders are as the service is set.',
    )
    expect((await docgen.run('template waiting-times lease --remind 2,14')).out).toContain(
      'Conversations expire after 60 days without an answer; Slack reminds after 2 and 14 days without one.',
    )
    expect((await docgen.run('template waiting-times lease --remind off --json')).json).toMatchObject({
      idle_days: 60,
      reminders: [],
    })
    expect((await docgen.run('template waiting-times lease --expire service --remind service --json')).json).toEqual(
      expect.objectContaining({ idle_days: null, reminders: null }),
    )
  })

  it('are refused with what to write', async () => {
    expect(await docgen.run('template waiting-times lease')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--expire DAYS'),
    })
    expect(await docgen.run('template waiting-times lease --remind weekly')).toMatchObject({
      code: 3,
      err: expect.stringContaining('like 1, 7'),
    })
    expect(await docgen.run('template waiting-times lease --expire 5 --remind 1,7')).toMatchObject({
      code: 3,
      err: expect.stringContaining('expires after 5'),
    })
  })
})

describe('docgen for operators', () => {
  it('shows who did what, filtered and as many as asked for', async () => {
    await docgen.run(`generate lease --answers '${JSON.stringify({ ...ANSWERS, place: 'Berlin' })}' --out -`)
    await service.app.settled()
    const { json } = await docgen.run('audit list --limit 3 --json')
    expect(json.data).toHaveLength(3)
    expect(json.next_cursor).not.toBeNull()
    const confirmed = await docgen.run('audit list --type GenerationConfirmed')
    expect(confirmed.out.trim().split('\n')).toHaveLength(2)
    expect(confirmed.out).toMatch(/confirmed the answers for the document in “lease”\s+cli\s+\S/i)
    expect(await docgen.run('audit list --limit none')).toMatchObject({ code: 2 })
  })

  it('shows the read models, and rebuilds one with its progress', async () => {
    expect((await docgen.run('projections status')).out).toMatch(/usage\s+\d+\s+0\s.*caught up/)
    const rebuilt = await docgen.run('projections rebuild usage')
    expect(rebuilt).toMatchObject({ code: 0, out: expect.stringMatching(/“usage” is rebuilt from \d+ events\./) })
    expect(rebuilt.err).toMatch(/^\d+ of \d+ events$/m)
    expect(await docgen.run('projections rebuild nothing')).toMatchObject({ code: 4 })
  })

  it('has nothing parked, and says so', async () => {
    expect(await docgen.run('parked list')).toMatchObject({ code: 0, out: 'Nothing is parked.\n' })
    expect(await docgen.run('parked retry nothing')).toMatchObject({ code: 4 })
  })

  it('makes, lists and revokes keys; the secret alone goes to stdout', async () => {
    const made = await docgen.run("keys create --name 'The scanner' --role requester auditor")
    expect(made.out).toMatch(/^\S+\n$/)
    expect((await service.clientWith(made.out.trim()).send('GET', '/api/v1/templates')).status).toBe(200)
    const { json } = await docgen.run('keys list --json')
    const key = json.data.find(({ name }: { name: string }) => name === 'The scanner')
    expect(key.roles).toEqual(['requester', 'auditor'])
    expect(await docgen.run(`keys revoke ${key.id}`)).toMatchObject({ code: 0 })
    expect((await service.clientWith(made.out.trim()).send('GET', '/api/v1/templates')).status).toBe(401)
    expect(await docgen.run('keys create --name x --role king')).toMatchObject({
      code: 2,
      err: expect.stringContaining('requester'),
    })
    expect(await docgen.run('keys create --name x')).toMatchObject({ code: 2 })
  })

  it('holds a key to scopes and lets it end, and gives it another secret', async () => {
    const made = await docgen.run('keys create --name Nightly --role requester --scope templates:read --expires-in 30')
    const client = service.clientWith(made.out.trim())
    expect((await client.send('GET', '/api/v1/templates')).status).toBe(200)
    expect((await client.send('GET', '/api/v1/generations')).status).toBe(403)
    const { json } = await docgen.run('keys list --json')
    const key = json.data.find(({ name }: { name: string }) => name === 'Nightly')
    expect([key.scopes, Date.parse(key.expires_at) > Date.now()]).toEqual([['templates:read'], true])
    const turned = await docgen.run(`keys rotate ${key.id} --overlap 0`)
    expect(turned.out).toMatch(/^\S+\n$/)
    expect((await client.send('GET', '/api/v1/templates')).status).toBe(401)
    expect((await service.clientWith(turned.out.trim()).send('GET', '/api/v1/templates')).status).toBe(200)
    for (const wrong of ['create --name x --role admin --scope all', 'rotate x --overlap 721', 'rotate x --overlap -1'])
      expect(await docgen.run(`keys ${wrong}`)).toMatchObject({ code: 2 })
  })

  it('lists and ends sessions, one’s own and somebody’s', async () => {
    const { app } = service
    const caller = { actor: 'person:nobody', tenant: 'default', roles: [] }
    const { actor } = await app.people.add({ tenant: 'default', name: 'Ada', kind: 'person' })
    const [one, two] = [await openSession(app, { ...caller, actor }), await openSession(app, { ...caller, actor })]
    const { json } = await docgen.run('sessions list --person Ada --json')
    expect(json.data).toMatchObject([{ method: 'link' }, { method: 'link' }])
    expect((await docgen.run(`sessions end ${json.data[0].id} --person Ada`)).out).toBe('Signed out of 1 session.\n')
    expect((await docgen.run('sessions end --all --person Ada')).out).toBe('Signed out of 1 session.\n')
    for (const token of [one, two]) expect(await app.sessions.authenticate(token)).toBeUndefined()
    expect(await docgen.run('sessions list')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nobody is signed in with this key.'),
    })
    expect((await docgen.run('sessions end --all')).out).toBe('Signed out of 0 sessions.\n')
    expect(await docgen.run('sessions end nothing')).toMatchObject({ code: 4 })
    expect(await docgen.run('sessions end')).toMatchObject({ code: 2 })
  })

  it('gives a sign-in link without a service beside it where the stores are shared', async () => {
    const { code, out } = await docgen.run('sign-in', '', { sharesStores: () => true })
    expect([code, out]).toEqual([0, expect.stringMatching(/^http:\/\/127\.0\.0\.1\/sign-in\?token=\S+\n$/)])
  })

  it('gives a sign-in link only of a service that runs', async () => {
    expect(await docgen.run('sign-in')).toMatchObject({ code: 7, err: expect.stringContaining('docgen serve') })
  })
})

describe('docgen group, and template access', () => {
  it('puts somebody into a group, opens a template to it, and tells what is wrong', async () => {
    await service.app.people.add({ tenant: 'default', name: 'Vera', kind: 'person' })
    expect((await docgen.run('group add Legal Vera')).out).toBe('Vera is in “Legal”.\n')
    expect((await docgen.run('group members Legal')).out).toMatch(/Vera\s+an admin/)
    const set = await docgen.run('template access lease --use group:Legal --edit Vera')
    expect([set.code, set.err]).toEqual([3, expect.stringContaining('“Vera” is no author')])
    const shown = await docgen.run('template access lease --use group:Legal Vera --see everyone')
    expect(shown.out).toMatch(/Use: {2}Vera, group Legal\nEdit: every author; .+, who made it\nSee: {2}everybody\n/)
    await service.app.settled()
    expect((await docgen.run('group list')).out).toMatch(/Legal\s+1\s+1/)
    expect((await docgen.run('template access lease --use everyone --see nobody --json')).json).toMatchObject({
      use: 'everyone',
      see: { people: [], groups: [] },
    })
    expect((await docgen.run('group remove Legal Vera')).out).toBe('Vera is not in “Legal”.\n')
    expect((await docgen.run('group members Legal')).out).toBe('Nobody is in “Legal”.\n')
    expect(await docgen.run('group add Legal Nobody')).toMatchObject({ code: 4 })
    expect(await docgen.run('template access nothing')).toMatchObject({ code: 4 })
  })
})

describe('docgen serve', () => {
  it('passes on what it was asked for, and refuses what cannot be', async () => {
    const asked: unknown[] = []
    const serve = async (options: unknown) => void asked.push(options)
    await docgen.run('serve --port 0', '', { serve })
    await docgen.run('serve', '', { serve })
    expect(asked).toEqual([
      { port: 0, host: undefined },
      { port: undefined, host: undefined },
    ])
    for (const args of ['serve --port 70000', 'serve --port x'])
      expect((await docgen.run(args, '', { serve })).code).toBe(2)
    expect(asked).toHaveLength(2)
  })
})

describe('docgen --version', () => {
  it('says which', async () => {
    expect(await docgen.run('--version')).toMatchObject({ code: 0, out: '1.2.3\n' })
  })
})

test('docgen slack check says what is wrong, what to do, and fails', async () => {
  expect(await docgen.run('slack check')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/WRONG\s+settings: No setting of Slack[^]*→ Follow docs\/slack\.md/),
    err: expect.stringContaining('1 thing to correct'),
  })
  expect((await docgen.run('slack check --json')).json.data).toMatchObject([{ what: 'settings', outcome: 'wrong' }])
})
