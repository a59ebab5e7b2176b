/** What every store of what was handed over must do; and finding colleagues by name. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/ports/app.ts'
import { fixedClock, type FixedClock } from '../../doubles/clock.ts'

type Accounts = Pick<App, 'apiKeys' | 'sessions' | 'signInLinks' | 'people' | 'handOvers'>

export function handOversContract(
  name: string,
  open: (clock: FixedClock) => Promise<{ readonly accounts: Accounts; readonly close: () => Promise<void> }>,
): void {
  describe(`what was handed over: ${name}`, () => {
    const clock = fixedClock()
    let opened: Awaited<ReturnType<typeof open>>
    let accounts: Accounts
    beforeAll(async () => {
      opened = await open(clock)
      accounts = opened.accounts
    })
    afterAll(() => opened.close())

    async function handed(question: string | null = 'price') {
      const { actor } = await accounts.people.add({ tenant: 'default', name: 'Guest', kind: 'guest' })
      const generation = randomUUID()
      const of = { id: randomUUID(), tenant: 'default', generation, question, actor, by: 'person:ada' }
      return accounts.handOvers.add(of)
    }
    const linkOf = ({ id: hand_over, actor }: { id: string; actor: string }) =>
      accounts.signInLinks.create({ actor, tenant: 'default', kind: 'handed_over', minutes: 60, hand_over })
    const begin = ({ id: hand_over, actor, generation }: { id: string; actor: string; generation: string }) =>
      accounts.sessions.begin({
        actor,
        tenant: 'default',
        method: 'handed_over',
        only_generation: generation,
        hand_over,
      })
    const callerOf = async (token: string) => (await accounts.sessions.authenticate(token))?.caller

    test('is there once, by its id and with its conversation', async () => {
      const one = await handed()
      expect(one).toMatchObject({ question: 'price', made_at: clock.now(), mail: null, opened_at: null })
      clock.pass(1000)
      expect(await accounts.handOvers.add({ ...one, question: 'other' })).toEqual(one)
      expect(await accounts.handOvers.find(one.id)).toEqual(one)
      expect(await accounts.handOvers.list('default', one.generation)).toEqual([one])
      expect(await accounts.handOvers.list('another', one.generation)).toEqual([])
      for (const id of [randomUUID(), 'nonsense', '']) expect(await accounts.handOvers.find(id), id).toBeUndefined()
    })

    test('a session of it says so; two of them are two', async () => {
      const [question, rest] = [await handed('items.1.price'), await handed(null)]
      const [first, second] = [await begin(question), await begin(rest)]
      expect(await callerOf(first.token)).toMatchObject({
        roles: ['guest'],
        only_generation: question.generation,
        only_handed: { id: question.id, question: 'items.1.price' },
      })
      expect(await callerOf(second.token)).toMatchObject({ only_handed: { id: rest.id, question: null } })
    })

    test('a newer mail ends the links of earlier ones, and no other', async () => {
      const [one, other] = [await handed(), await handed()]
      const [first, second, third] = [await linkOf(one), await linkOf(one), await linkOf(other)]
      expect(first.link).toMatchObject({ kind: 'handed_over', hand_over: one.id })
      const mail = randomUUID()
      await accounts.handOvers.mailed(one.id, mail, second.link.id)
      expect((await accounts.handOvers.find(one.id))?.mail).toBe(mail)
      expect(await accounts.signInLinks.redeem(first.token)).toBeUndefined()
      expect(await accounts.signInLinks.redeem(second.token)).toMatchObject({ hand_over: one.id })
      expect(await accounts.signInLinks.redeem(third.token)).toBeDefined()
    })

    test('only the first look is kept', async () => {
      const one = await handed()
      await accounts.handOvers.opened(one.id)
      const at = clock.now()
      clock.pass(1000)
      await accounts.handOvers.opened(one.id)
      expect((await accounts.handOvers.find(one.id))?.opened_at).toBe(at)
    })

    test('taken back, its sessions end at once, and one that begins meanwhile opens nothing', async () => {
      const [one, other] = [await handed(), await handed()]
      const [session, stays] = [await begin(one), await begin(other)]
      expect(await callerOf(session.token)).toBeDefined()
      expect(await accounts.handOvers.withdraw(one.id)).toEqual([session.id])
      expect(await callerOf(session.token)).toBeUndefined()
      expect(await callerOf(stays.token)).toBeDefined()
      expect((await accounts.handOvers.find(one.id))?.withdrawn_at).toBe(clock.now())
      expect(await callerOf((await begin(one)).token)).toBeUndefined()
      const ended = await accounts.handOvers.withdraw(one.id)
      expect(ended).toHaveLength(1)
    })

    describe('colleagues', () => {
      const tenant = 'names'
      const add = (called: string, over: object = {}) =>
        accounts.people.add({ tenant, name: called, kind: 'person', ...over })
      const found = async (search: string, of = tenant, limit = 20) =>
        (await accounts.people.findByName(of, search, limit)).map(({ name: called }) => called)

      test('are found by part of their name, whatever its case and accents', async () => {
        for (const called of ['Jörg Müller', 'Łukasz Øre', 'Straßmann', 'José', 'Ζωή', '100%_sure']) await add(called)
        for (const [search, name] of [
          ['muller', 'Jörg Müller'],
          ['MÜLLER', 'Jörg Müller'],
          ['mu\u0308ller', 'Jörg Müller'],
          ['jorg m', 'Jörg Müller'],
          ['lukasz ore', 'Łukasz Øre'],
          ['strassm', 'Straßmann'],
          ['jose', 'José'],
          ['ζωη', 'Ζωή'],
          ['0%_s', '100%_sure'],
        ] as const)
          expect([search, await found(search)]).toEqual([search, [name]])
        expect(await found('%')).toEqual(['100%_sure'])
        expect(await found("' or 1=1 --")).toEqual([])
      })

      test('are people and keys of the tenant who may come in, and no guests', async () => {
        const of = 'active'
        const gone = await add('Ann gone', { tenant: of })
        await accounts.people.change(of, gone.actor, { active: false })
        const [kept, joined] = [await add('Ann kept', { tenant: of }), await add('Ann joined', { tenant: of })]
        await accounts.people.join(of, kept.actor, joined.actor)
        await add('Ann guest', { tenant: of, kind: 'guest' })
        await add('Ann elsewhere', { tenant: 'other' })
        await accounts.apiKeys.create({ name: 'Ann’s key', tenant: of, roles: ['requester'] })
        const revoked = await accounts.apiKeys.create({ name: 'Ann revoked', tenant: of, roles: ['requester'] })
        await accounts.apiKeys.revoke(of, revoked.key.id)
        await add('Bob', { tenant: of, email: 'ann@example.com' })
        expect(await found('ann', of)).toEqual(['Ann kept', 'Ann’s key'])
        expect(await found('ann', of, 1)).toEqual(['Ann kept'])
      })
    })
  })
}
