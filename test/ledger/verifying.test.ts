import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashEvent } from '../../src/adapters/outbound/crypto/event-hash.ts'
import type { Envelope } from '../../src/domain/kernel/event.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { idOf } from '../support/data/histories.ts'
import { ledgerWorkshop, type LedgerWorkshop } from '../support/ledger.ts'

const ONE = generationStream(idOf('one'))
const TWO = generationStream(idOf('two'))

/** Two conversations, 9 events, heads at 5 and 9; verified. */
let work: LedgerWorkshop
beforeEach(async () => {
  work = await ledgerWorkshop()
  await work.converse('one', 'Ada', 'Berta')
  await work.converse('two', 'Cleo')
  await work.catchUp()
  await work.converse('one', 'Dora', 'Elsa')
  await work.converse('two', 'Frida', 'Gerda')
  await work.catchUp()
  expect(await work.verify()).toEqual([])
})
afterEach(() => work.close())

const change = (statement: string): Promise<unknown> => sql.raw(statement).execute(work.db)

/** Puts an event at another place of the log. */
const move = (from: number, to: number): Promise<unknown> =>
  change(`with moved as (delete from events where position = ${from} returning *)
    insert into events (position, stream, revision, id, type, data, metadata) overriding system value
    select ${to}, stream, revision, id, type, data, metadata from moved`)

async function exchange(a: number, b: number): Promise<void> {
  await move(a, 1_000_000)
  await move(b, a)
  await move(1_000_000, b)
}

const positionOf = async (stream: string, revision: number): Promise<number> =>
  Number((await Array.fromAsync(work.store.readStream(stream, revision)))[0]!.position)

/** Gives an event of a stream another text, and all from there on valid hashes. */
async function rewrite(stream: string, from: number): Promise<void> {
  const events = await Array.fromAsync(work.store.readStream(stream, 0))
  let before = from === 0 ? '' : (JSON.parse(events[from - 1]!.metadata) as Envelope).hash
  for (const { revision, metadata, data } of events.slice(from)) {
    const envelope = { ...(JSON.parse(metadata) as Envelope), previous_hash: before }
    if (revision === from) envelope.actor = 'key:mallory'
    const hashed = { ...envelope, hash: hashEvent(envelope, data) }
    before = hashed.hash
    await sql`update events set metadata = ${JSON.stringify(hashed)} where stream = ${stream} and revision = ${revision}`.execute(
      work.db,
    )
  }
}

/** Writes the leaves that the events call for. */
async function rewriteLeaves(): Promise<void> {
  for (const { stream, revision, metadata } of await work.store.readAll(undefined, 100)) {
    const { hash: of } = JSON.parse(metadata) as Envelope
    await sql`update ledger_leaves set hash = ${of} where stream = ${stream} and revision = ${revision}`.execute(
      work.db,
    )
  }
}

describe('a verification names', () => {
  it('one changed byte', async () => {
    await change(`update events set data = replace(data, '"name"', '"nama"') where stream = '${ONE}' and revision = 2`)
    expect(await work.verify()).toEqual([`changed ${ONE} 2`])
  })

  it('an event that was removed', async () => {
    await change(`delete from events where stream = '${ONE}' and revision = 1`)
    expect(await work.verify()).toEqual([`removed ${ONE} 1`])
  })

  it('two events that are gone, with one between them', async () => {
    await change(`delete from events where stream = '${ONE}' and revision in (1, 3)`)
    expect(await work.verify()).toEqual([`removed ${ONE} 1`, `removed ${ONE} 3`])
  })

  it('an event that was put in', async () => {
    const place = await positionOf(TWO, 3)
    await move(place, place + 1)
    await change(`insert into events (position, stream, revision, id, type, data, metadata)
      overriding system value select ${place}, 'generation-x', 0, gen_random_uuid(), type, data, metadata
      from events where stream = '${ONE}' and revision = 0`)
    await change(`update checkpoints set position = '${place + 1}' where name = 'ledger'`)
    expect(await work.verify()).toEqual(['exchanged generation-x 0', 'inserted generation-x 0'])
  })

  it('two events that changed places in the log', async () => {
    await exchange(await positionOf(ONE, 1), await positionOf(ONE, 2))
    expect(await work.verify()).toEqual([`order_changed ${ONE} 2`])
  })

  it('two events far from each other that changed places', async () => {
    await exchange(await positionOf(ONE, 1), await positionOf(TWO, 2))
    expect(await work.verify()).toEqual([`order_changed ${TWO} 2`, `order_changed ${ONE} 1`])
  })

  it('a stream whose tail was cut off', async () => {
    await change(`delete from events where stream = '${ONE}' and revision >= 3`)
    expect(await work.verify()).toEqual([`tail_cut ${ONE} 3`])
  })

  it('a log whose tail was cut off, with its leaves', async () => {
    await change(`delete from events where position > 6`)
    await change(`delete from ledger_leaves where leaf >= 6`)
    await change(`update checkpoints set position = '6', handled = 6 where name = 'ledger'`)
    expect(await work.verify()).toEqual(['tail_cut'])
  })

  it('a history that was rewritten with valid hashes', async () => {
    await rewrite(ONE, 1)
    expect(await work.verify()).toEqual([1, 2, 3, 4].map((revision) => `rewritten ${ONE} ${revision}`))
  })

  it('a history that was rewritten with its leaves', async () => {
    await rewrite(ONE, 3)
    await rewriteLeaves()
    expect(await work.verify()).toEqual(['history_rewritten'])
  })

  it('leaves that were changed, while the events are as they were', async () => {
    await change(`update ledger_leaves set hash = '${hash('sha256', 'x')}' where leaf = 6`)
    expect(await work.verify()).toEqual(['ledger_changed'])
    await change(`delete from ledger_leaves where leaf = 2`)
    expect(await work.verify()).toEqual(['ledger_changed'])
  })

  it('a head that is gone, from the middle and from the end', async () => {
    await work.converse('two', 'Helga')
    await work.catchUp()
    expect(await work.verify()).toEqual([])
    await change('delete from ledger_heads where size = 9')
    expect(await work.verify()).toEqual(['head_removed'])
    await change('delete from ledger_heads where size = 10')
    expect(await work.verify()).toEqual(['head_removed'])
  })

  it('a head that somebody else signed, and keys that are not ours', async () => {
    await change(`update ledger_heads set note = replace(note, 'after 5', 'after 4') where size = 9`)
    expect(await work.verify()).toEqual(['head_forged'])
    await change(`update ledger_keys set verifier_key = 'x' || verifier_key`)
    expect(await work.verify()).toContain('key_changed')
    await change(`update ledger_trees set reason = 'because'`)
    expect((await work.verify()).filter((kind) => kind === 'key_changed')).toHaveLength(2)
  })
})

describe('what is new since the last verification', () => {
  it('is all that is looked at, unless everything is asked for', async () => {
    await change(`update events set data = replace(data, '"name"', '"nama"') where stream = '${ONE}' and revision = 2`)
    await work.converse('two', 'Helga')
    await work.catchUp()
    expect(await work.verify({ everything: false })).toEqual([])
    expect(await work.verify()).toEqual([`changed ${ONE} 2`])
  })

  it('is found where something is wrong with it', async () => {
    await work.converse('two', 'Helga', 'Ida')
    await work.catchUp()
    await change(`delete from events where stream = '${TWO}' and revision = 4`)
    expect(await work.verify({ everything: false })).toEqual([`removed ${TWO} 4`])
  })

  it('counts from the start where somebody else says what was verified', async () => {
    await change(`update events set data = replace(data, '"name"', '"nama"') where stream = '${ONE}' and revision = 2`)
    await change(`update ledger_verifications set verified = replace(verified, '"size":9', '"size":8')`)
    expect(await work.verify({ everything: false })).toEqual([`changed ${ONE} 2`])
  })
})
