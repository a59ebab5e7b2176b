/** What every store of templates' links must do, seen from two instances on one database. */
import { rowMacs } from '../../support/keys/row-macs.ts'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AccessWatch } from '../../../src/adapters/outbound/sql/accounts/access-watch.ts'
import type { AccountTables } from '../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { sqlAccounts, type SqlAccounts } from '../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import type { NewOutsider, NewTemplateLink } from '../../../src/ports/people/template-links.ts'
import { fixedClock } from '../../doubles/clock.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NEVER_MS = 1_000_000_000

export function templateLinksContract(
  name: string,
  open: () => Promise<{
    readonly one: Kysely<AccountTables>
    readonly two: Kysely<AccountTables>
    readonly close: () => Promise<void>
  }>,
): void {
  describe(`links of templates: ${name}`, () => {
    const clock = fixedClock()
    let opened: Awaited<ReturnType<typeof open>>
    let here: SqlAccounts
    let there: SqlAccounts
    let watch: AccessWatch
    let passed = 0
    beforeAll(async () => {
      opened = await open()
      here = sqlAccounts(opened.one, clock, rowMacs())
      const time = { steady: () => passed, wall: () => passed }
      watch = new AccessWatch(opened.two, { time, every_ms: NEVER_MS })
      there = sqlAccounts(opened.two, clock, rowMacs(), { access: watch })
    })
    afterAll(async () => {
      await Promise.all([here.closeAccounts(), there.closeAccounts()])
      await opened.close()
    })

    const inDays = (days: number) => new Date(Date.parse(clock.now()) + days * DAY).toISOString()
    const create = (more: Partial<NewTemplateLink> = {}) =>
      here.templateLinks.create({
        tenant: 'default',
        template_id: 'lease',
        title: 'Tenants',
        asks_email: false,
        made_by: 'person:ada',
        expires_at: inDays(14),
        uses: 2,
        ...more,
      })
    const outsider = (more: Partial<NewOutsider> = {}): NewOutsider => ({
      actor: `outsider:${randomUUID()}`,
      generation: randomUUID(),
      name: null,
      returns_until: inDays(30),
      once: randomUUID(),
      token: randomUUID(),
      ...more,
    })
    const begin = async (link: string, more: Partial<NewOutsider> = {}, accounts = here) =>
      (await accounts.templateLinks.begin(link, outsider(more)))?.outsider
    const enter = (accounts: SqlAccounts, { actor, generation }: { actor: string; generation: string }) =>
      accounts.sessions.begin({ actor, tenant: 'default', method: 'template_link', only_generation: generation })
    const callerOf = async (accounts: SqlAccounts, token: string) =>
      (await accounts.sessions.authenticate(token))?.caller

    test('a link is found by its token, on both instances, and by nothing else', async () => {
      const { link, token, made } = await create()
      expect([made, link.used, link.withdrawn_at]).toEqual([true, 0, null])
      expect(await there.templateLinks.find(token)).toEqual(link)
      for (const other of ['', 'x', `${token}x`, link.id, 'x'.repeat(10_000), '\0'])
        expect([other, await here.templateLinks.find(other)]).toEqual([other, undefined])
    })

    test('the same preset token gives the same link', async () => {
      const token = randomUUID()
      const first = await create({ token })
      const again = await create({ token, title: 'Other' })
      expect([again.made, again.link]).toEqual([false, first.link])
    })

    test('no token lies anywhere in clear text', async () => {
      const { link, token } = await create({ asks_email: true })
      const asked = await here.templateLinks.askProof(link.id, 'zoe@example.org', 60)
      if (asked === 'too_many') throw new Error('too many')
      const { token: back } = outsider()
      const begun = await begin(link.id, { once: 'a word', token: back, proof: asked.token, name: 'zoe@example.org' })
      const session = await enter(here, begun!)
      const tables = await Promise.all(
        ['template_links', 'outsiders', 'address_proofs', 'sessions'].map((table) =>
          sql<{ text: string }>`select ${sql.table(table)}::text as text from ${sql.table(table)}`.execute(opened.one),
        ),
      )
      const rows = tables.flatMap((table) => table.rows.map(({ text }) => text)).join('\n')
      expect(rows).toContain(link.id)
      for (const secret of [token, asked.token, back, session.token])
        expect(rows.includes(secret) || rows.includes(Buffer.from(secret).toString('hex'))).toBe(false)
    })

    test('lists hold the links of that template and tenant alone, the newest first', async () => {
      const [tenant, template_id] = [randomUUID(), 'listed']
      const one = await create({ tenant, template_id })
      clock.pass(1)
      const two = await create({ tenant, template_id })
      await create({ tenant, template_id: 'other' })
      await create({ template_id })
      expect(await there.templateLinks.list(tenant, template_id)).toEqual([two.link, one.link])
    })

    test('uses are counted, on all instances together, and never more than there are', async () => {
      const { link } = await create({ uses: 3 })
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, index) => begin(link.id, {}, index % 2 === 0 ? here : there)),
      )
      expect(all.filter((one) => one !== undefined)).toHaveLength(3)
      expect((await here.templateLinks.list('default', 'lease')).find(({ id }) => id === link.id)!.used).toBe(3)
      expect(await here.templateLinks.outsiders('default', [link.id], 2)).toHaveLength(2)
      expect(await here.templateLinks.outsiders('other', [link.id], 2)).toEqual([])
    })

    test('the same form again is the same beginning, also by the last use and on another instance', async () => {
      const { link } = await create({ uses: 1 })
      const said = outsider()
      const first = await here.templateLinks.begin(link.id, said)
      const again = await there.templateLinks.begin(link.id, { ...said, actor: `outsider:${randomUUID()}` })
      expect([first!.repeated, again!.repeated, again!.outsider]).toEqual([false, true, first!.outsider])
    })

    test('what was not begun is given back, and begun again', async () => {
      const { link } = await create({ uses: 1, asks_email: true })
      const asked = await here.templateLinks.askProof(link.id, 'a@example.org', 60)
      const proof = asked === 'too_many' ? '' : asked.token
      const said = { name: 'a@example.org', proof }
      const gone = await begin(link.id, said)
      expect(await begin(link.id, said)).toBeUndefined()
      await here.templateLinks.giveBack(gone!)
      await here.templateLinks.giveBack(gone!)
      expect(await begin(link.id, said)).toBeDefined()
      expect(await begin(link.id)).toBeUndefined()
    })

    test('nobody begins by a link that has expired or was withdrawn', async () => {
      const expired = await create({ expires_at: inDays(1) })
      const withdrawn = await create()
      await here.templateLinks.withdraw('default', 'lease', withdrawn.link.id, 'person:ada')
      clock.pass(DAY)
      expect([await begin(expired.link.id), await begin(withdrawn.link.id)]).toEqual([undefined, undefined])
    })

    test('a proof is good once, for its link, until it expires', async () => {
      const [{ link }, other] = [await create({ uses: 10 }), await create()]
      const ask = async () => {
        const asked = await here.templateLinks.askProof(link.id, 'zoe@example.org', 60)
        return asked === 'too_many' ? '' : asked.token
      }
      const proof = await ask()
      expect(await there.templateLinks.findProof(proof)).toMatchObject({
        proof: { email: 'zoe@example.org', used_at: null },
      })
      expect(await begin(other.link.id, { proof })).toBeUndefined()
      expect(await begin(link.id, { proof })).toMatchObject({ email_proved: true })
      expect(await begin(link.id, { proof })).toBeUndefined()
      const late = await ask()
      clock.pass(60 * MINUTE)
      expect(await begin(link.id, { proof: late })).toBeUndefined()
      expect(await here.templateLinks.findProof('x')).toBeUndefined()
    })

    test('a link sends a hundred one-time links in an hour', async () => {
      const { link } = await create()
      const ask = () => here.templateLinks.askProof(link.id, 'zoe@example.org', 60)
      for (let n = 0; n < 100; n++) expect(await ask()).not.toBe('too_many')
      expect(await ask()).toBe('too_many')
      clock.pass(61 * MINUTE)
      expect(await ask()).not.toBe('too_many')
    })

    test('the session of an outsider has no role and one conversation, whatever it was begun for', async () => {
      const { link } = await create()
      const begun = await begin(link.id, { name: 'Zoë' })
      const { actor, generation } = begun!
      const held = { actor, tenant: 'default', roles: [], only_generation: generation }
      expect(await callerOf(there, (await enter(here, begun!)).token)).toEqual(held)
      const unheld = await here.sessions.begin({ actor, tenant: 'default', method: 'template_link' })
      expect(await callerOf(here, unheld.token)).toEqual(held)
      const elsewhere = await here.sessions.begin({ actor, tenant: 'other', method: 'template_link' })
      expect(await callerOf(here, elsewhere.token)).toBeUndefined()
      const unknown = await here.sessions.begin({ actor: 'outsider:x', tenant: 'default', method: 'template_link' })
      expect(await callerOf(here, unknown.token)).toBeUndefined()
    })

    test('a session ends with the way back, however much it is used', async () => {
      const { link } = await create()
      const begun = await begin(link.id, { returns_until: inDays(2) })
      const { token } = await enter(here, begun!)
      clock.pass(DAY)
      expect(await callerOf(here, token)).toBeDefined()
      clock.pass(DAY)
      expect(await callerOf(here, token)).toBeUndefined()
    })

    test('the way back is found whatever became of the link', async () => {
      const { link } = await create({ uses: 1 })
      const token = randomUUID()
      const begun = await begin(link.id, { token })
      clock.pass(20 * DAY)
      expect(await there.templateLinks.findReturn(token)).toEqual({ outsider: begun, link: { ...link, used: 1 } })
      expect(await there.templateLinks.findReturn('x')).toBeUndefined()
    })

    test('withdrawn, its sessions end: at once here, with the next look there; those of other links go on', async () => {
      const [{ link }, other] = [await create(), await create()]
      const sessions = []
      for (const id of [link.id, link.id, other.link.id]) sessions.push(await enter(here, (await begin(id))!))
      const [one, two, kept] = sessions.map(({ token }) => token) as [string, string, string]
      expect(await watch.look()).toBe(true)
      for (const token of [one, two, kept])
        for (const accounts of [here, there]) expect(await callerOf(accounts, token)).toBeDefined()

      const done = await here.templateLinks.withdraw('default', 'lease', link.id, 'person:eve')
      expect(done!.link).toMatchObject({ withdrawn_at: clock.now(), withdrawn_by: 'person:eve' })
      expect(done!.ended!.map(({ session }) => session).sort()).toEqual(
        sessions
          .slice(0, 2)
          .map(({ id }) => id)
          .sort(),
      )
      expect([await callerOf(here, one), await callerOf(here, two)]).toEqual([undefined, undefined])
      passed += 500
      expect(await watch.look()).toBe(true)
      expect([await callerOf(there, one), await callerOf(there, two)]).toEqual([undefined, undefined])
      for (const accounts of [here, there]) expect(await callerOf(accounts, kept)).toBeDefined()

      expect((await there.templateLinks.withdraw('default', 'lease', link.id, 'person:eve'))!.ended).toBeUndefined()
      for (const [tenant, template_id, id] of [
        ['other', 'lease', link.id],
        ['default', 'other', link.id],
        ['default', 'lease', 'x'],
      ] as const)
        expect(await here.templateLinks.withdraw(tenant, template_id, id, 'person:eve')).toBeUndefined()
    })

    test('names say who answered, by which link, and whether it was shown', async () => {
      const { link } = await create({ title: 'Hill Street' })
      const asked = await here.templateLinks.askProof(link.id, 'zoe@example.org', 60)
      const proved = await begin(link.id, { name: 'zoe@example.org', proof: asked === 'too_many' ? '' : asked.token })
      const other = await begin(link.id, { name: 'Zoë' })
      const { actor } = await here.people.add({ tenant: 'default', name: 'Ada', kind: 'person' })
      const names = await there.people.namesOf([
        proved!.actor,
        other!.actor,
        actor,
        `link:${link.id}`,
        'outsider:x',
        'link:x',
      ])
      expect(Object.fromEntries(names)).toEqual({
        [proved!.actor]: 'zoe@example.org (proved), by the link “Hill Street”',
        [other!.actor]: 'Zoë (not proved), by the link “Hill Street”',
        [actor]: 'Ada',
        [`link:${link.id}`]: 'Link “Hill Street”',
      })
    })
  })
}
