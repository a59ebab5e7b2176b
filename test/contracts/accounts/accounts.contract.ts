/** What every store of accounts must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import { Refused } from '../../../src/domain/kernel/errors.ts'
import type { App } from '../../../src/ports/app.ts'
import type { NewPerson } from '../../../src/ports/people/people.ts'
import { fixedClock, type FixedClock } from '../../doubles/clock.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type Accounts = Pick<App, 'apiKeys' | 'sessions' | 'issuerSessions' | 'signInLinks' | 'people' | 'invitations'>

export function accountsContract(
  name: string,
  open: (clock: FixedClock) => Promise<{
    readonly accounts: Accounts
    readonly rows: () => Promise<string>
    /** Resolves once the last uses are written. */
    readonly written: () => Promise<unknown>
    readonly close: () => Promise<void>
  }>,
): void {
  describe(`accounts: ${name}`, () => {
    const clock = fixedClock()
    let opened: Awaited<ReturnType<typeof open>>
    let accounts: Accounts
    beforeAll(async () => {
      opened = await open(clock)
      accounts = opened.accounts
    })
    afterAll(() => opened.close())

    const make = (name = 'Desk', tenant = 'default') => accounts.apiKeys.create({ name, tenant, roles: ['author'] })
    const add = (person: Partial<NewPerson> = {}) =>
      accounts.people.add({ tenant: 'default', name: 'Ada', kind: 'person', ...person })
    const begin = async ({ actor, tenant }: Pick<Caller, 'actor' | 'tenant'>) =>
      accounts.sessions.begin({ actor, tenant, method: 'link', device: 'Firefox on Linux' })
    const link = async ({ actor, tenant }: Pick<Caller, 'actor' | 'tenant'>) =>
      accounts.signInLinks.create({ actor, tenant, kind: 'own', minutes: 15 })
    const callerOf = async (token: string) => (await accounts.sessions.authenticate(token))?.caller

    describe('keys', () => {
      test('let their caller in, by an actor id that tells nothing', async () => {
        const { key, secret } = await make()
        expect(secret).toMatch(/^dgk_[A-Za-z0-9_-]{43}$/)
        expect(key.actor).toMatch(/^key:[0-9a-f-]{36}$/)
        const caller = { actor: key.actor, tenant: 'default', roles: ['author'] }
        expect(await accounts.apiKeys.authenticate(secret)).toEqual(caller)
        expect(key).toMatchObject({ name: 'Desk', created_at: clock.now(), revoked_at: null })
      })

      test.each(['', 'dgk_', 'x'.repeat(100_000), 'dgk_\0', '\ud800', "' or 1=1 --"])(
        'an unknown secret lets nobody in: %.20j',
        async (secret) => {
          expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
          expect(await accounts.sessions.authenticate(secret)).toBeUndefined()
          expect(await accounts.signInLinks.find(secret)).toBeUndefined()
          expect(await accounts.signInLinks.redeem(secret)).toBeUndefined()
        },
      )

      test('a preset secret gives the same key again, also when set at once', async () => {
        const secret = 'preset-secret-of-an-operator'
        const preset = { name: 'Admin', tenant: 'default', roles: ['admin'], secret } as const
        const made = await Promise.all([accounts.apiKeys.create(preset), accounts.apiKeys.create(preset)])
        const again = await accounts.apiKeys.create(preset)
        expect(new Set([...made, again].map(({ key }) => key.id)).size).toBe(1)
        expect(again.secret).toBe(secret)
        expect(await accounts.apiKeys.authenticate(secret)).toMatchObject({ actor: again.key.actor, roles: ['admin'] })
      })

      test.each([
        'x'.repeat(23),
        'x'.repeat(201),
        'with spaces in the middle of it',
        'mit-Ümlauten-die-kein-Header-kann',
      ])('a weak or unusable preset secret is refused: %s', async (secret) => {
        const refusal = await accounts.apiKeys
          .create({ name: 'Admin', tenant: 'default', roles: ['admin'], secret })
          .catch((error: unknown) => error)
        expect(refusal).toBeInstanceOf(Refused)
        expect((refusal as Error).message).not.toContain(secret)
      })

      test('a tenant sees and revokes its own only', async () => {
        const { key, secret } = await make('Other', 'other')
        expect((await accounts.apiKeys.list('other')).map(({ id }) => id)).toEqual([key.id])
        expect((await accounts.apiKeys.list('default')).map(({ id }) => id)).not.toContain(key.id)
        expect(await accounts.apiKeys.revoke('default', key.id)).toBe(false)
        expect(await accounts.apiKeys.revoke('other', 'no-uuid')).toBe(false)
        expect(await accounts.apiKeys.authenticate(secret)).toBeDefined()
      })

      test('say who made them, what they are held to, when they end and when they were used', async () => {
        const expires_at = new Date(Date.parse(clock.now()) + DAY).toISOString()
        const { key, secret } = await accounts.apiKeys.create({
          name: 'Reports',
          tenant: 'default',
          roles: ['reporter'],
          scopes: ['reports:read'],
          expires_at,
          made_by: 'person:ada',
        })
        expect(key).toMatchObject({ scopes: ['reports:read'], expires_at, made_by: 'person:ada', last_used_at: null })
        expect(await accounts.apiKeys.authenticate(secret)).toMatchObject({ scopes: ['reports:read'] })
        await opened.written()
        expect(await accounts.apiKeys.find('default', key.id)).toEqual({ ...key, last_used_at: clock.now() })
        expect(await accounts.apiKeys.find('other', key.id)).toBeUndefined()
        clock.pass(DAY - 1)
        expect(await accounts.apiKeys.look(secret)).toMatchObject({ good_until: expires_at })
        clock.pass(1)
        expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
        expect(await accounts.apiKeys.rotate('default', key.id, { former_until: clock.now() })).toBeUndefined()
      })

      test('a key that is held to parts of the API opens no session', async () => {
        const scopes = ['reports:read'] as const
        const { key } = await accounts.apiKeys.create({ name: 'R', tenant: 'default', roles: ['admin'], scopes })
        expect(await callerOf((await begin(key)).token)).toBeUndefined()
      })

      test('a use is written at most once in a minute, and none that only looks on', async () => {
        const { key, secret } = await make()
        await accounts.apiKeys.look(secret, { quietly: true })
        await opened.written()
        const usedAt = async () => (await accounts.apiKeys.find('default', key.id))!.last_used_at
        expect(await usedAt()).toBeNull()
        await accounts.apiKeys.authenticate(secret)
        await opened.written()
        const first = clock.now()
        clock.pass(59_999)
        await accounts.apiKeys.authenticate(secret)
        await opened.written()
        expect(await usedAt()).toBe(first)
        clock.pass(1)
        await accounts.apiKeys.authenticate(secret)
        await opened.written()
        expect(await usedAt()).toBe(clock.now())
      })

      test('of two secrets of a rotated key the former opens until its time, and one before it nothing', async () => {
        const { key, secret: first } = await make()
        const until = (hours: number) => new Date(Date.parse(clock.now()) + hours * 60 * MINUTE).toISOString()
        const preset = 'a-preset-secret-of-a-rotation'
        const second = await accounts.apiKeys.rotate('default', key.id, { former_until: until(24), secret: preset })
        expect(second).toMatchObject({ secret: preset, rotated: true, key: { id: key.id, former_until: until(24) } })
        const again = await accounts.apiKeys.rotate('default', key.id, { former_until: until(48), secret: preset })
        expect(again).toMatchObject({ secret: preset, rotated: false, key: { former_until: until(24) } })
        for (const secret of [first, preset])
          expect(await accounts.apiKeys.authenticate(secret)).toMatchObject({ actor: key.actor })
        const third = (await accounts.apiKeys.rotate('default', key.id, { former_until: until(24) }))!
        expect(await accounts.apiKeys.authenticate(first)).toBeUndefined()
        clock.pass(DAY - 1)
        expect(await accounts.apiKeys.look(preset)).toMatchObject({ good_until: until(1 / 3_600_000) })
        clock.pass(1)
        expect(await accounts.apiKeys.authenticate(preset)).toBeUndefined()
        expect(await accounts.apiKeys.look(third.secret)).toMatchObject({ good_until: null })
        expect((await accounts.apiKeys.find('default', key.id))!.former_until).toBeNull()
        expect(await accounts.apiKeys.rotate('other', key.id, { former_until: until(24) })).toBeUndefined()
        await accounts.apiKeys.revoke('default', key.id)
        expect(await accounts.apiKeys.authenticate(third.secret)).toBeUndefined()
        expect(await accounts.apiKeys.rotate('default', key.id, { former_until: until(24) })).toBeUndefined()
      })

      test('says whose a secret is that opens nothing any more, and why', async () => {
        const expires_at = new Date(Date.parse(clock.now()) + DAY).toISOString()
        const expiring = await accounts.apiKeys.create({ name: 'E', tenant: 'other', roles: ['author'], expires_at })
        const { key, secret: first } = await make()
        const until = new Date(Date.parse(clock.now()) + MINUTE).toISOString()
        const { secret: second } = (await accounts.apiKeys.rotate('default', key.id, { former_until: until }))!
        clock.pass(DAY)
        const of = { actor: key.actor, tenant: 'default' }
        expect(await accounts.apiKeys.whyRefused('dgk_of_nobody')).toBeUndefined()
        expect(await accounts.apiKeys.whyRefused('')).toBeUndefined()
        expect(await accounts.apiKeys.whyRefused(first)).toEqual({ ...of, reason: 'expired' })
        expect(await accounts.apiKeys.whyRefused(expiring.secret)).toEqual({
          actor: expiring.key.actor,
          tenant: 'other',
          reason: 'expired',
        })
        await accounts.apiKeys.revoke('default', key.id)
        expect(await accounts.apiKeys.whyRefused(second)).toEqual({ ...of, reason: 'revoked' })
      })

      test('a revoked one lets nobody in any more, and ends its sessions and links', async () => {
        const { key, secret } = await make()
        const [session, pending] = [await begin(key), await link(key)]
        expect(await callerOf(session.token)).toMatchObject({ actor: key.actor, roles: ['author'] })
        const at = clock.now()
        expect(await accounts.apiKeys.revoke('default', key.id)).toBe(true)
        clock.pass(1000)
        expect(await accounts.apiKeys.revoke('default', key.id)).toBe(true)
        expect((await accounts.apiKeys.list('default')).find(({ id }) => id === key.id)?.revoked_at).toBe(at)
        expect(await accounts.apiKeys.authenticate(secret)).toBeUndefined()
        expect(await callerOf(session.token)).toBeUndefined()
        expect(await accounts.signInLinks.redeem(pending.token)).toBeUndefined()
        expect(await callerOf((await begin(key)).token)).toBeUndefined()
      })
    })

    describe('sign-in links', () => {
      test('are good once, until they expire', async () => {
        const person = await add()
        const { token } = await link(person)
        expect(await accounts.signInLinks.find(token)).toMatchObject({ actor: person.actor, kind: 'own' })
        const outcomes = await Promise.all([accounts.signInLinks.redeem(token), accounts.signInLinks.redeem(token)])
        expect(outcomes.filter((outcome) => outcome !== undefined)).toMatchObject([{ actor: person.actor }])

        const [good, late] = [await link(person), await link(person)]
        clock.pass(15 * MINUTE - 1)
        expect(await accounts.signInLinks.redeem(good.token)).toBeDefined()
        clock.pass(1)
        expect(await accounts.signInLinks.redeem(late.token)).toBeUndefined()
        expect(await accounts.signInLinks.find(late.token)).toMatchObject({ expires_at: clock.now(), used_at: null })
        expect(await accounts.signInLinks.find(token)).toMatchObject({ used_at: expect.any(String) })
      })

      test('know what they were mailed to; a preset token gives the same link', async () => {
        const { actor, tenant } = await add()
        const token = 'a'.repeat(64)
        const wanted = { actor, tenant, kind: 'invitation', minutes: 5, mailed_to: 'digest', token } as const
        const [first, second] = [await accounts.signInLinks.create(wanted), await accounts.signInLinks.create(wanted)]
        expect(second).toEqual(first)
        expect(await accounts.signInLinks.find(token)).toMatchObject({ kind: 'invitation', mailed_to: 'digest' })
      })

      test('of one account are withdrawn together; with an owner’s link all of its tenant are spent', async () => {
        const [one, other] = [await add(), await add()]
        const links = [await link(one), await link(one), await link(other)]
        await accounts.signInLinks.withdraw('other', one.actor)
        await accounts.signInLinks.withdraw('default', one.actor)
        const opened = await Promise.all(links.map(({ token }) => accounts.signInLinks.redeem(token)))
        expect(opened.map((each) => each?.actor)).toEqual([undefined, undefined, other.actor])
        const owners = await Promise.all(
          ['own-a', 'own-a', 'own-b'].map((tenant) =>
            accounts.signInLinks.create({ actor: 'key:x', tenant, kind: 'owner', minutes: 15 }),
          ),
        )
        const redeemed = []
        for (const { token } of owners) redeemed.push(await accounts.signInLinks.redeem(token))
        expect(redeemed.map((each) => each?.tenant)).toEqual(['own-a', undefined, 'own-b'])
      })
    })

    describe('sessions', () => {
      test('end after seven days without use, and after thirty in any case', async () => {
        const person = await add()
        const { token } = await begin(person)
        for (let use = 0; use < 4; use++) {
          clock.pass(7 * DAY - 1)
          expect(await callerOf(token)).toMatchObject({ actor: person.actor, roles: ['requester'] })
        }
        clock.pass(2 * DAY + 4)
        expect(await callerOf(token)).toBeUndefined()

        const idle = await begin(person)
        clock.pass(7 * DAY)
        expect(await callerOf(idle.token)).toBeUndefined()
      })

      test('are listed, and end one by one or all but one', async () => {
        const [ada, bob] = [await add(), await add({ name: 'Bob' })]
        const [one, two, three] = [await begin(ada), await begin(ada), await begin(ada)]
        const other = await begin(bob)
        const listed = await accounts.sessions.list('default', ada.actor)
        expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([one.id, two.id, three.id]))
        expect(listed[0]).toMatchObject({ method: 'link', device: 'Firefox on Linux', begun_at: clock.now() })
        expect(await accounts.sessions.end('default', ada.actor, other.id)).toBe(false)
        expect(await accounts.sessions.end('default', ada.actor, 'no-uuid')).toBe(false)
        expect(await accounts.sessions.end('default', ada.actor, one.id)).toBe(true)
        expect(await callerOf(one.token)).toBeUndefined()
        const pending = await link(ada)
        expect(await accounts.sessions.endAll('default', ada.actor, two.id)).toEqual([three.id])
        expect(await callerOf(three.token)).toBeUndefined()
        expect(await callerOf(two.token)).toBeDefined()
        expect(await callerOf(other.token)).toBeDefined()
        expect(await accounts.signInLinks.redeem(pending.token)).toBeUndefined()
      })

      test('have the rights that the person has now', async () => {
        const { actor } = await add({ groups: ['Sales'] })
        const { token } = await begin({ actor, tenant: 'default' })
        await accounts.people.change('default', actor, { roles: ['author'], issuer_groups: ['Law', 'Sales'] })
        expect(await callerOf(token)).toEqual({
          actor,
          tenant: 'default',
          roles: ['requester', 'author'],
          groups: ['Sales', 'Law'],
        })
        await accounts.people.change('default', actor, { active: false })
        expect(await callerOf(token)).toBeUndefined()
      })

      test('whose person has other rights is replaced by one with another token, that ends when it would have', async () => {
        const { actor } = await add()
        const first = await begin({ actor, tenant: 'default' })
        expect(await accounts.sessions.authenticate(first.token)).toMatchObject({ rights_changed: false })
        const [before] = await accounts.sessions.list('default', actor)
        await accounts.people.change('default', actor, { roles: ['author'] })
        expect(await accounts.sessions.authenticate(first.token)).toMatchObject({ rights_changed: true })
        clock.pass(MINUTE)
        const made = await Promise.all([accounts.sessions.replace(first.token), accounts.sessions.replace(first.token)])
        const [second, ...others] = made.filter((one) => one !== undefined)
        expect(others).toEqual([])
        expect(await accounts.sessions.authenticate(first.token)).toBeUndefined()
        expect(await accounts.sessions.authenticate(second!.token)).toMatchObject({
          session: second!.id,
          rights_changed: false,
          caller: { roles: ['requester', 'author'] },
        })
        expect(await accounts.sessions.list('default', actor)).toEqual([
          { ...before, id: second!.id, last_used_at: clock.now() },
        ])
      })

      test('of everybody in a tenant are listed', async () => {
        const [ada, bob] = [await add({ tenant: 'third' }), await add({ tenant: 'third' })]
        await begin(ada)
        clock.pass(MINUTE)
        await begin(bob)
        expect((await accounts.sessions.listAll('third', 10)).map(({ actor }) => actor)).toEqual([bob.actor, ada.actor])
        expect(await accounts.sessions.listAll('third', 1)).toHaveLength(1)
      })

      test('keep what a provider gave, which one instance at a time takes when it is due', async () => {
        const person = await add()
        const [one, two, three] = [await begin(person), await begin(person), await begin(person)]
        const kept = { issuer: 'https://id.example', sealed: Buffer.from('sealed'), refreshes: true }
        await accounts.issuerSessions.keep(one.id, kept)
        await accounts.issuerSessions.keep(two.id, { ...kept, sealed: Buffer.from('other'), refreshes: false })
        expect(await accounts.issuerSessions.find(three.id)).toBeUndefined()
        expect(await accounts.issuerSessions.find(two.id)).toMatchObject({ actor: person.actor, tenant: 'default' })
        expect(await accounts.issuerSessions.takeDue(new Date(Date.parse(clock.now()) - 1).toISOString(), 10)).toEqual(
          [],
        )
        clock.pass(MINUTE)
        const at = clock.now()
        clock.pass(1)
        const taken = await Promise.all([1, 2].map(() => accounts.issuerSessions.takeDue(at, 10)))
        expect(taken.flat().map(({ session }) => session)).toEqual([one.id])
        expect(Buffer.from(taken.flat()[0]!.sealed).toString()).toBe('sealed')
        // Its person’s rights change while the provider is asked.
        const replaced = await accounts.sessions.replace(one.token)
        const next = { ...kept, sealed: Buffer.from('next'), instead_of: kept.sealed }
        await accounts.issuerSessions.keep(one.id, next)
        const found = await accounts.issuerSessions.find(replaced!.id)
        expect(Buffer.from(found!.sealed).toString()).toBe('next')
      })

      test('one for a single generation says so', async () => {
        const { actor } = await add({ kind: 'guest' })
        const session = { actor, tenant: 'default', method: 'template_link', only_generation: 'g' } as const
        const { token } = await accounts.sessions.begin(session)
        expect(await callerOf(token)).toMatchObject({ roles: ['guest'], only_generation: 'g' })
      })
    })

    describe('people', () => {
      test('are found by their ways in', async () => {
        const identity = { issuer: 'https://id.example', subject: '4711' }
        const ada = await add({ email: 'Ada@Example.org' })
        const bob = await add({ name: 'Bob', email: 'ada@example.org', tenant: 'other' })
        expect(await accounts.people.addIdentity('default', ada.actor, identity)).toBe(true)
        expect(await accounts.people.addIdentity('default', ada.actor, identity)).toBe(true)
        expect(await accounts.people.addIdentity('other', bob.actor, identity)).toBe(true)
        expect(await accounts.people.findByIdentity('default', identity)).toMatchObject({ actor: ada.actor })
        expect(await accounts.people.findByIdentity('third', identity)).toBeUndefined()
        const carl = await add({ name: 'Carl' })
        expect(await accounts.people.addIdentity('default', carl.actor, identity)).toBe(false)
        expect((await accounts.people.findByEmail('ADA@example.org')).map(({ actor }) => actor)).toEqual([
          ada.actor,
          bob.actor,
        ])
        expect(await accounts.people.removeIdentity('default', ada.actor, identity)).toBe(true)
        expect(await accounts.people.removeIdentity('default', ada.actor, identity)).toBe(false)
        expect(await accounts.people.findByIdentity('default', identity)).toBeUndefined()
      })

      test('are added with their way in once, however many come at once', async () => {
        const identity = { issuer: 'https://id.example', subject: 'once' }
        const person = { tenant: 'default', name: 'Once', kind: 'person', email: 'Once@example.org' } as const
        const proved = { ...person, email_proved: true }
        const added = await Promise.all([1, 2, 3, 4].map(() => accounts.people.addWithIdentity(proved, identity)))
        expect(added.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'known', 'known', 'known'])
        expect(new Set(added.map(({ person }) => person.actor)).size).toBe(1)
        const { actor } = added[0]!.person
        const others = ['a', 'b'].map((subject) => ({ ...identity, subject }))
        for (const other of others)
          expect(await accounts.people.addWithIdentity(proved, other)).toMatchObject({
            outcome: 'email_taken',
            person: { actor },
          })
        expect((await accounts.people.addWithIdentity(person, others[0]!)).outcome).toBe('added')
        expect((await accounts.people.addWithIdentity({ ...proved, tenant: 'other' }, identity)).outcome).toBe('added')
        await accounts.people.change('default', actor, { active: false })
        expect(await accounts.people.ownerOfEmail('default', 'ONCE@example.org')).toMatchObject({ actor })
        expect(await accounts.people.ownerOfEmail('third', 'once@example.org')).toBeUndefined()
      })

      test('of two accounts that are joined one is known under both ids', async () => {
        const identity = { issuer: 'https://id.example', subject: '42' }
        const profile = { team: 'T1', user: 'U1', tenant: 'default', name: 'ada', locale: 'de-DE', zone: 'UTC' }
        const slack = await accounts.people.save({ ...profile, active: true })
        const kept = await add({ roles: ['auditor'] })
        await accounts.people.change('default', slack.actor, { roles: ['author'] })
        await accounts.people.addIdentity('default', slack.actor, identity)
        const [before, after] = [await begin(slack), await begin(kept)]
        expect(await accounts.people.join('other', kept.actor, slack.actor)).toBe(false)
        expect(await accounts.people.join('default', kept.actor, kept.actor)).toBe(false)
        expect(await accounts.people.join('default', kept.actor, slack.actor)).toBe(true)
        expect(await accounts.people.join('default', kept.actor, slack.actor)).toBe(false)
        for (const { token } of [before, after])
          expect(await callerOf(token)).toEqual({
            actor: kept.actor,
            tenant: 'default',
            roles: ['requester', 'auditor', 'author'],
            formerly: [slack.actor],
          })
        for (const found of [
          await accounts.people.findByUser('T1', 'U1'),
          await accounts.people.findByIdentity('default', identity),
          await accounts.people.findByActor('default', slack.actor),
        ])
          expect(found).toMatchObject({ actor: kept.actor, slack: { team: 'T1', user: 'U1' }, formerly: [slack.actor] })
        expect(await accounts.people.save({ ...profile, name: 'Ada L.', active: true })).toMatchObject({
          actor: kept.actor,
        })
        expect((await accounts.people.list('default', 'U1', 10)).map(({ actor }) => actor)).toEqual([kept.actor])
      })

      test('whom an admin keeps out stays out, whatever the workspace says', async () => {
        const profile = { team: 'T9', user: 'U9', tenant: 'default', name: 'Eve', locale: 'de-DE', zone: 'UTC' }
        const { actor } = await accounts.people.save({ ...profile, active: true })
        await accounts.people.change('default', actor, { active: false })
        expect(await accounts.people.save({ ...profile, active: true })).toMatchObject({ actor, active: false })
        await accounts.people.change('default', actor, { active: true })
        expect(await accounts.people.save({ ...profile, active: true })).toMatchObject({ actor, active: true })
        expect(await accounts.people.save({ ...profile, active: false })).toMatchObject({ actor, active: false })
      })

      test('an actor id that is there already is that person', async () => {
        const { actor } = await add({ name: 'Once' })
        expect(await add({ actor, name: 'Twice' })).toMatchObject({ actor, name: 'Once' })
      })

      test('invitations are open until they end, once', async () => {
        const { actor } = await add()
        expect(await accounts.invitations.of('default', [actor])).toEqual(new Map())
        const invitation = { actor, by: 'person:boss', expires_at: clock.now(), mailed: true }
        await accounts.invitations.open('default', invitation)
        expect((await accounts.invitations.of('default', [actor])).get(actor)).toEqual({
          ...invitation,
          made_at: clock.now(),
          state: 'open',
        })
        expect(await accounts.invitations.of('other', [actor])).toEqual(new Map())
        expect(await accounts.invitations.end('other', actor, 'withdrawn')).toBe(false)
        expect(await accounts.invitations.end('default', actor, 'withdrawn')).toBe(true)
        expect(await accounts.invitations.end('default', actor, 'accepted')).toBe(false)
        await accounts.invitations.open('default', { ...invitation, mailed: false })
        expect((await accounts.invitations.of('default', [actor])).get(actor)).toMatchObject({
          state: 'open',
          mailed: false,
        })
      })

      test('keys are no people, but have names', async () => {
        const { key } = await make('Ada Lovelace')
        expect(await accounts.people.findByActor('default', key.actor)).toBeUndefined()
        expect(await accounts.people.change('default', key.actor, { roles: ['admin'] })).toBeUndefined()
        expect(await accounts.people.list('default', 'Ada Lovelace', 10)).toEqual([])
        expect(await accounts.people.isKnown('default', key.actor)).toBe(true)
        expect(await accounts.people.namesOf([key.actor, key.actor, 'key:unknown'])).toEqual(
          new Map([[key.actor, 'Ada Lovelace']]),
        )
        expect(await accounts.people.namesOf([])).toEqual(new Map())
      })
    })

    test('no secret is stored as it is', async () => {
      const { secret } = await make()
      const person = await add()
      const secrets = [secret, (await begin(person)).token, (await link(person)).token]
      const rows = await opened.rows()
      expect(rows).toContain(person.actor)
      for (const text of secrets) expect(rows).not.toContain(text)
    })
  })
}
