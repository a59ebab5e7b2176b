/** What the right to move a subscription means, wherever it is kept. */
import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import {
  CheckpointMoved,
  type SubscriptionSession,
  type SubscriptionSessions,
} from '../../../src/ports/events/subscription-sessions.ts'
import { prepareReadModels } from '../../../src/projections/engine/prepare.ts'
import { templates } from '../../../src/projections/models/templates.ts'
import { until } from '../../support/until.ts'

export interface SessionsFixture {
  readonly db: Kysely<ReadSchema>
  /** Two instances on one database; the same one twice where there can be only one. */
  readonly one: SubscriptionSessions
  readonly two: SubscriptionSessions
  close(): Promise<void>
}

const NAME = templates.name

export function subscriptionSessionsContract(name: string, open: () => Promise<SessionsFixture>): void {
  describe(`subscription sessions: ${name}`, () => {
    let fixture: SessionsFixture
    let ended: AbortController

    beforeEach(async () => {
      fixture = await open()
      ended = new AbortController()
      const other = { name: 'other', version: 1, takes: () => true, handle: async () => {} }
      await prepareReadModels(fixture.db, [templates], [other], '2026-11-21T10:00:00.000Z')
    })
    afterEach(async () => {
      ended.abort()
      await fixture.close()
    })

    /** Holds the name until the function it gives is called. */
    async function hold(
      sessions: SubscriptionSessions,
      held = NAME,
    ): Promise<{ session: SubscriptionSession; release: () => Promise<void> }> {
      const got = Promise.withResolvers<SubscriptionSession>()
      const over = Promise.withResolvers<void>()
      const done = sessions.hold(held, ended.signal, async (session) => {
        got.resolve(session)
        await over.promise
      })
      done.catch(got.reject)
      return {
        session: await got.promise,
        async release() {
          over.resolve()
          await done
        },
      }
    }

    const checkpoint = () =>
      fixture.db.selectFrom('checkpoints').selectAll().where('name', '=', NAME).executeTakeFirstOrThrow()
    const progress = (position: string) => ({ position, handled: Number(position), rate: 0 })

    test('one holds a name at a time; who waits gets it when that one is done', async () => {
      const first = await hold(fixture.one)
      let second = 0
      const waiting = fixture.two.hold(NAME, ended.signal, async () => void second++)
      const elsewhere = await hold(fixture.two, 'other')
      await elsewhere.release()
      expect(second).toBe(0)
      await first.release()
      await waiting
      expect(second).toBe(1)
    })

    test('many who want it at once get it one after the other', async () => {
      let inside = 0
      let most = 0
      const turn = async () => {
        most = Math.max(most, ++inside)
        await checkpoint()
        inside--
      }
      await Promise.all(
        [fixture.one, fixture.two, fixture.one, fixture.two].map((sessions) => sessions.hold(NAME, ended.signal, turn)),
      )
      expect(most).toBe(1)
    })

    test('a signal ends the waiting, and nothing is run', async () => {
      const first = await hold(fixture.one)
      const stop = new AbortController()
      let ran = false
      const waiting = fixture.two.hold(NAME, stop.signal, async () => void (ran = true))
      stop.abort()
      await first.release()
      await waiting
      expect(ran).toBe(false)
    })

    test('what goes wrong inside comes out, and the name is free again', async () => {
      await expect(
        fixture.one.hold(NAME, ended.signal, () => Promise.reject(new Error('It went wrong.'))),
      ).rejects.toThrow('It went wrong.')
      const next = await hold(fixture.two)
      await next.release()
    })

    test('rows and checkpoint are written together, or not at all', async () => {
      const { session, release } = await hold(fixture.one)
      expect(await session.open()).toEqual({ position: undefined, handled: 0, version: templates.version })
      await session.commit(progress('1'), async (transaction) => {
        await transaction.deleteFrom('parked').execute()
      })
      await expect(session.commit(progress('2'), () => Promise.reject(new Error('No.')))).rejects.toThrow('No.')
      expect(await checkpoint()).toMatchObject({ position: '1' })
      await session.commit(progress('2'), async () => {})
      expect(await session.open()).toMatchObject({ position: '2', handled: 2 })
      await release()
    })

    test('who opened it before somebody else did can move nothing any more', async () => {
      const first = await hold(fixture.one)
      await first.session.open()
      await first.release()
      const second = await hold(fixture.two)
      await second.session.open()
      await second.session.commit(progress('7'), async () => {})
      await expect(first.session.check()).rejects.toThrow()
      await expect(first.session.commit(progress('8'), async () => {})).rejects.toThrow()
      expect(await checkpoint()).toMatchObject({ position: '7' })
      await second.release()
    })

    test('who holds it notices that the checkpoint was moved past them', async () => {
      const { session, release } = await hold(fixture.one)
      await session.open()
      await session.check()
      await fixture.db
        .updateTable('checkpoints')
        .set((row) => ({ epoch: row('epoch', '+', 1) }))
        .where('name', '=', NAME)
        .execute()
      await expect(session.check()).rejects.toThrow(CheckpointMoved)
      await expect(session.commit(progress('1'), async () => {})).rejects.toThrow(CheckpointMoved)
      await release()
    })

    test('a transaction beside the checkpoint is whole or not at all', async () => {
      const { session, release } = await hold(fixture.one)
      await expect(
        session.transaction(async (transaction) => {
          await transaction.updateTable('checkpoints').set({ rate: 9 }).where('name', '=', NAME).execute()
          throw new Error('No.')
        }),
      ).rejects.toThrow('No.')
      expect(await checkpoint()).toMatchObject({ rate: 0 })
      await session.transaction((transaction) =>
        transaction.updateTable('checkpoints').set({ rate: 9 }).where('name', '=', NAME).execute(),
      )
      expect(await checkpoint()).toMatchObject({ rate: 9 })
      await release()
    })

    test('operators see which instance has opened it, and nobody once that has let go', async () => {
      const { session, release } = await hold(fixture.one)
      await session.open()
      expect((await checkpoint()).holder).toMatch(/\S/)
      await release()
      await until('nobody holds it', async () => (await checkpoint()).holder === null)
    })
  })
}
