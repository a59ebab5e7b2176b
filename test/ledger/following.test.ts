import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { listHeads } from '../../src/ledger/heads/sign-head.ts'
import { listHeadKeys } from '../../src/ledger/heads/head-keys.ts'
import { TreeRows } from '../../src/ledger/tree/tree-rows.ts'
import { hashEventLeaf } from '../../src/proof/event-leaf.ts'
import { followKeys } from '../../src/proof/heads/key-chain.ts'
import { openHead } from '../../src/proof/heads/tree-head.ts'
import { inclusionRanges } from '../../src/proof/merkle/ranges.ts'
import { verifyInclusion } from '../../src/proof/merkle/verify.ts'
import { idOf } from '../support/data/histories.ts'
import { ledgerWorkshop, type LedgerWorkshop } from '../support/ledger.ts'

let work: LedgerWorkshop
beforeEach(async () => {
  work = await ledgerWorkshop()
})
afterEach(() => work.close())

const stream = (name: string): string => generationStream(idOf(name))

const headsOf = async () => {
  const keys = (await listHeadKeys(work, work.db)).flatMap(({ key }) => key ?? [])
  return (await listHeads(work.db, 1, 0, 100)).map(({ note }) => openHead(note, keys)!)
}

describe('the ledger', () => {
  it('has a leaf for every event in the order of the log, and signs what it has', async () => {
    await work.converse('one', 'Ada', 'Berta')
    await work.converse('two', 'Cleo')
    await work.catchUp()
    const events = await work.store.readAll(undefined, 100)
    const leaves = await new TreeRows(work.db, 1).read({ from: 0, to: 100 })
    expect(leaves.map(({ leaf, stream, revision }) => [leaf, stream, revision])).toEqual(
      events.map(({ stream, revision }, index) => [index, stream, revision]),
    )
    const heads = await headsOf()
    expect(heads.at(-1)).toMatchObject({ size: 5 })
    expect(await work.found()).toEqual([])
  })

  it('goes on where it stopped, with the same tree', async () => {
    await work.converse('one', 'Ada')
    await work.catchUp()
    await work.converse('one', 'Berta', 'Cleo')
    await work.catchUp()
    const heads = await headsOf()
    expect(heads.map(({ size, after }) => [size, after])).toEqual([
      [2, 0],
      [4, 2],
    ])
    expect(Buffer.from((await new TreeRows(work.db, 1).frontier(4)).root)).toEqual(Buffer.from(heads[1]!.root))
    expect(await work.found()).toEqual([])
  })

  it('proves every leaf of a tree with several levels of rows', async () => {
    const rows = new TreeRows(work.db, 7)
    const frontier = await rows.frontier(0)
    const leaves = Array.from({ length: 70_000 }, (_, revision) => ({ stream: 'a', revision, hash: `${revision}` }))
    for (let at = 0; at < leaves.length; at += 5000) await rows.append(frontier, leaves.slice(at, at + 5000))
    const { size, root } = frontier
    expect(Buffer.from((await rows.frontier(size)).root)).toEqual(Buffer.from(root))
    for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
      const proof = await Promise.all(inclusionRanges(index, size).map((range) => rows.hashOf(range)))
      expect(verifyInclusion({ leaf: hashEventLeaf(leaves[index]!), index, size }, proof, root)).toBe(true)
    }
    expect(await rows.find('a', 66_000)).toMatchObject({ leaf: 66_000 })
  })

  it('names an event that was changed before it came, and goes on', async () => {
    await work.converse('one', 'Ada', 'Berta')
    await sql`update events set data = replace(data, '"name"', '"nome"') where revision = 1`.execute(work.db)
    await work.catchUp()
    expect(await work.found()).toEqual([`changed ${stream('one')} 1`])
    expect(work.alarms.join('\n')).toContain(stream('one'))
    expect((await headsOf()).at(-1)?.size).toBe(3)
  })

  it('names what does not follow, and what cannot be read', async () => {
    await work.converse('one', 'Ada', 'Berta')
    await work.converse('two', 'Cleo')
    await sql`delete from events where stream = ${stream('one')} and revision = 1`.execute(work.db)
    await sql`update events set metadata = 'no JSON' where stream = ${stream('two')} and revision = 1`.execute(work.db)
    await work.catchUp()
    expect(await work.found()).toEqual([`malformed ${stream('two')} 1`, `not_following ${stream('one')} 2`])
  })

  it('makes rows anew that somebody removed, and says so', async () => {
    await work.converse('one', 'Ada', 'Berta')
    await work.catchUp()
    await sql`delete from ledger_leaves where leaf = 1`.execute(work.db)
    await work.converse('one', 'Cleo')
    await work.catchUp()
    expect(await work.found()).toEqual(['ledger_changed'])
    const heads = await headsOf()
    expect(heads.map(({ size }) => size)).toEqual([3, 4])
    expect(Buffer.from((await new TreeRows(work.db, 1).frontier(3)).root)).toEqual(Buffer.from(heads[0]!.root))
  })
})

describe('heads', () => {
  it('are signed at most as often as the setting says, and by keys that follow one another', async () => {
    await work.close()
    work = await ledgerWorkshop({ head_seconds: 60, key_days: 1 })
    await work.converse('one', 'Ada')
    await work.catchUp()
    await work.converse('one', 'Berta')
    await work.catchUp()
    expect((await headsOf()).map(({ size }) => size)).toEqual([2])
    work.pass(60)
    await work.converse('one', 'Cleo')
    await work.catchUp()
    work.pass(86_400)
    await work.converse('one', 'Dora')
    await work.catchUp()
    expect((await headsOf()).map(({ size }) => size)).toEqual([2, 4, 5])
    const rows = await listHeadKeys(work, work.db)
    const keys = rows.flatMap(({ key }) => key ?? [])
    expect(keys).toHaveLength(2)
    const statements = rows.flatMap(({ statement }) => statement ?? [])
    expect(followKeys(keys[0]!, statements)).toHaveLength(2)
    const last = (await listHeads(work.db, 1, 4, 1))[0]!
    expect(openHead(last.note, [keys[0]!])).toBeUndefined()
    expect(openHead(last.note, [keys[1]!])?.size).toBe(5)
  })
})
