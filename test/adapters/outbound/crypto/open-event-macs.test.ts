/** From when on an installation owes MACs, and what is told of somebody who changes that in the database. */
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import {
  BrokenEventMacs,
  openEventMacs,
  type MacMode,
} from '../../../../src/adapters/outbound/crypto/mac-mark/open-event-macs.ts'
import { SealedEventLog } from '../../../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryDocumentStore } from '../../../../src/adapters/outbound/memory/memory-document-store.ts'
import { SqlDataKeys } from '../../../../src/adapters/outbound/sql/data-keys.ts'
import { SqlMacMarks } from '../../../../src/adapters/outbound/sql/mac-marks.ts'
import { SqlEventStore } from '../../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { fixedClock } from '../../../doubles/clock.ts'
import { commandContext, requested } from '../../../support/event-log.ts'
import { localKeys } from '../../../support/keys/master-keys.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'

const KEY = 'docgen:event-macs'
const MARK = 'event_macs'

/** A database with instances on it: `shared` unless they are alone. */
async function installation() {
  const { db, close } = await freshPglite()
  onTestFinished(close)
  const [master, store, documents] = [localKeys(), await SqlEventStore.open(db), new MemoryDocumentStore()]
  const marks = new SqlMacMarks(db)
  let hour = 0
  const start = async (chosen?: MacMode, { alone = false, takesBroken = false } = {}) => {
    const keys = await EnvelopeKeyRing.open(master, new SqlDataKeys(db, fixedClock()))
    const now = () => `2026-12-01T${String(hour++).padStart(2, '0')}:00:00.000Z`
    const opened = await openEventMacs({ store, keys, marks, now, version: '1.2.3' }, { chosen, alone, takesBroken })
    const log = new SealedEventLog({ store, keys, documents, macs: opened.macs })
    return { opened, log, before: new SealedEventLog({ store, keys, documents }) }
  }
  const markRow = () => marks.find()
  const removeMark = () => db.deleteFrom('installation').where('name', '=', MARK).execute()
  return { db, store, start, marks, markRow, removeMark }
}

const begin = async (log: SealedEventLog): Promise<string> => {
  const stream = `generation-${randomUUID()}`
  await log.append(stream, { revision: -1, hash: '' }, [requested()], commandContext())
  return stream
}

const MISSING = { name: 'TamperedEvent', kind: 'mac_missing' }

describe('MACs are owed', () => {
  test.each<[MacMode | undefined, boolean]>([
    [undefined, false],
    [undefined, true],
    ['demand', false],
  ])('by every event of an installation that begins with them (%s, alone: %s)', async (chosen, alone) => {
    const { start, markRow } = await installation()
    const { log, before } = await start(chosen, { alone })
    expect(JSON.parse((await markRow())!)).toMatchObject({ owed: 'all', version: '1.2.3', at: expect.any(String) })
    await log.read(await begin(log), 0)
    await expect(log.read(await begin(before), 0)).rejects.toMatchObject(MISSING)
  })

  test('by every later event of a data folder with a history, at once', async () => {
    const { start, store, markRow } = await installation()
    const { before } = await start('accept')
    const old = await begin(before)
    const { log } = await start(undefined, { alone: true })
    expect(JSON.parse((await markRow())!)).toMatchObject({ owed: { after: await store.head() } })
    await log.read(old, 0)
    await log.read(await begin(log), 0)
    await expect(log.read(await begin(before), 0)).rejects.toMatchObject(MISSING)
  })

  test('by no other event of a shared history at first: they are written, and demanded when an operator says so', async () => {
    const { start } = await installation()
    const { before } = await start('accept')
    const old = await begin(before)
    const { log: writing } = await start()
    const [with_mac, without] = [await begin(writing), await begin(before)]
    for (const stream of [old, with_mac, without]) await writing.read(stream, 0)
    const { log: demanding } = await start('demand')
    for (const stream of [old, with_mac, without]) await demanding.read(stream, 0)
    await demanding.read(await begin(writing), 0)
    await expect(demanding.read(await begin(before), 0)).rejects.toMatchObject(MISSING)
  })

  test('for good: a later start with a milder setting changes nothing of it', async () => {
    const { start, markRow } = await installation()
    const { before } = await start('demand')
    const mark = await markRow()
    for (const mode of ['accept', 'write', undefined] as const) {
      const { log } = await start(mode)
      await log.read(await begin(log), 0)
      await expect(log.read(await begin(before), 0)).rejects.toMatchObject(MISSING)
    }
    expect(await markRow()).toBe(mark)
  })

  test('by the same mark on instances that start at once', async () => {
    const { start } = await installation()
    const started = await Promise.all(Array.from({ length: 4 }, () => start()))
    const streams = await Promise.all(started.map(({ log }) => begin(log)))
    for (const { log } of started) for (const stream of streams) expect(await log.read(stream, 0)).toHaveLength(1)
  })

  test('also on an instance that runs while another one begins to demand them, after its next check', async () => {
    const { start } = await installation()
    await begin((await start('accept')).before)
    const writing = await start('write')
    await start('demand')
    await writing.opened.check()
    await expect(writing.log.read(await begin(writing.before), 0)).rejects.toMatchObject(MISSING)
  })
})

describe('somebody who writes to the database is told of:', () => {
  /** An installation with MACs from the beginning, of which somebody changed something. */
  async function attacked(attack: (made: Awaited<ReturnType<typeof installation>>) => Promise<unknown>) {
    const made = await installation()
    const running = await made.start()
    await begin(running.log)
    await attack(made)
    return { ...made, running }
  }

  const removeKey = ({ db }: Awaited<ReturnType<typeof installation>>) =>
    db.deleteFrom('data_keys').where('subject', '=', KEY).execute()

  test.each<[string, RegExp, Parameters<typeof attacked>[0]]>([
    [
      'the mark removed',
      /mark .* is missing, though .* audit verify.* rebuild --all/,
      ({ removeMark }) => removeMark(),
    ],
    [
      'the mark changed',
      /mark .* was changed/,
      async ({ marks, markRow }) => marks.replace((await markRow())!.replace('"all"', '"none"')),
    ],
    ['the mark replaced by another text', /mark .* was changed/, ({ marks }) => marks.replace('none')],
    ['the key removed', /key .* is missing, though .* Restore that row/, removeKey],
    [
      'the key destroyed',
      /key .* is destroyed/,
      ({ db }) =>
        db.updateTable('data_keys').set({ wrapped: null, destroyed_at: 'now' }).where('subject', '=', KEY).execute(),
    ],
    [
      'the key exchanged for another wrapped one',
      /key .* is exchanged/,
      ({ db }) =>
        db
          .updateTable('data_keys')
          .set((row) => ({
            wrapped: row.selectFrom('data_keys as other').select('wrapped').where('subject', '=', 'docgen:probe'),
          }))
          .where('subject', '=', KEY)
          .execute(),
    ],
    ['key and mark removed', /key .* is missing/, async (made) => (await removeKey(made), made.removeMark())],
  ])('%s', async (_, says, attack) => {
    const { start } = await attacked(attack)
    for (const mode of [undefined, 'write', 'demand'] as const) {
      const refusal: unknown = await start(mode).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(BrokenEventMacs)
      expect((refusal as Error).message).toMatch(says)
      expect((refusal as Error).message).not.toContain('\n')
    }
  })

  test('the running instance goes on by what it knows, and its check fails', async () => {
    const { running } = await attacked(({ removeMark }) => removeMark())
    await expect(running.opened.check()).rejects.toThrow(BrokenEventMacs)
    running.opened.assertKnown()
    await running.log.read(await begin(running.log), 0)
    await expect(running.log.read(await begin(running.before), 0)).rejects.toMatchObject(MISSING)
  })

  test('an older mark of ours put back is told while an instance runs that knows the later one', async () => {
    const { start, marks, markRow } = await installation()
    await begin((await start('accept')).before)
    await start('write')
    const mild = (await markRow())!
    const running = await start('demand')
    await marks.replace(mild)
    await expect(running.opened.check()).rejects.toThrow(/set back to an older one/)
  })

  test('with nothing to go by, nothing is written until an operator takes the history as it is', async () => {
    const { start, removeMark } = await attacked((made) => made.removeMark())
    const { opened } = await start(undefined, { takesBroken: true })
    expect(() => opened.assertKnown()).toThrow(BrokenEventMacs)
    await opened.accept()
    opened.assertKnown()
    await opened.check()
    const { log, before } = await start()
    await log.read(await begin(log), 0)
    await expect(log.read(await begin(before), 0)).rejects.toMatchObject(MISSING)
    await removeMark()
    await expect(start()).rejects.toThrow(BrokenEventMacs)
  })

  test('accepting a history changes nothing of a mark that is in order', async () => {
    const { start, markRow } = await installation()
    const { opened, log } = await start()
    await begin(log)
    const mark = await markRow()
    await opened.accept()
    expect(await markRow()).toBe(mark)
  })
})

test('an interrupted first start, which made the key and no mark, is gone on with', async () => {
  const { start, removeMark } = await installation()
  const { before } = await start()
  await removeMark()
  await begin(before)
  const { log } = await start()
  await log.read(await begin(log), 0)
})
