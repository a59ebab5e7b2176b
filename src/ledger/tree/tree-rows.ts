/**
 * The rows of a tree: a leaf for each event, and the roots of complete subtrees of 256, 65,536, … leaves. Rows are only
 * ever added. Any other root is folded from at most 255 rows of each level.
 */
import type { Insertable, Kysely } from 'kysely'
import type { EventLeaf } from '../../proof/event-leaf.ts'
import { hashEventLeaf } from '../../proof/event-leaf.ts'
import { Frontier } from '../../proof/merkle/frontier.ts'
import type { Hash } from '../../proof/merkle/hashes.ts'
import { completeSubtrees, foldSubtrees, type LeafRange, type Subtree } from '../../proof/merkle/ranges.ts'
import type { LeafColumns, SubtreeColumns } from '../../ports/ledger/ledger-schema.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { PhysicalTable } from '../../projections/engine/tables/table.ts'
import { writeRows } from '../../projections/engine/tables/table-rows.ts'

/** A level of rows lies this many of the tree's own above the one below it. */
const LEVEL_HEIGHT = 8

const LEAVES: PhysicalTable<Insertable<LeafColumns>> = {
  name: 'ledger_leaves',
  physicalName: 'ledger_leaves',
  columns: { tree: 'int4', leaf: 'int8', stream: 'text', revision: 'int4', hash: 'text' },
  key: ['tree', 'leaf'],
  indexes: [],
}

const SUBTREES: PhysicalTable<Insertable<SubtreeColumns>> = {
  name: 'ledger_subtrees',
  physicalName: 'ledger_subtrees',
  columns: { tree: 'int4', level: 'int4', index: 'int8', root: 'text' },
  key: ['tree', 'level', 'index'],
  indexes: [],
}

/** Rows that a root needs are not there: somebody removed them. */
export class TreeDamaged extends Error {
  override readonly name = 'TreeDamaged'
}

/** A leaf with its place. */
export interface NumberedLeaf extends EventLeaf {
  readonly leaf: number
}

export class TreeRows {
  readonly #db: Kysely<ReadSchema>
  readonly #tree: number

  constructor(db: Kysely<ReadSchema>, tree: number) {
    this.#db = db
    this.#tree = tree
  }

  /** How many leaves it has. */
  async size(): Promise<number> {
    const last = await this.#leaves().select('leaf').orderBy('leaf', 'desc').limit(1).executeTakeFirst()
    return last === undefined ? 0 : Number(last.leaf) + 1
  }

  /** The tree over its first `size` leaves, to go on from. Throws `TreeDamaged`. */
  async frontier(size: number): Promise<Frontier> {
    return new Frontier(size, await Promise.all(completeSubtrees({ from: 0, to: size }).map((one) => this.#root(one))))
  }

  /** The hash over a range of leaves alone. Throws `TreeDamaged`. */
  async hashOf(range: LeafRange): Promise<Hash> {
    return foldSubtrees(await Promise.all(completeSubtrees(range).map((subtree) => this.#root(subtree))))
  }

  /** The leaves from `from` up to, not including, `to`, in their order; missing ones are left out. */
  async read({ from, to }: LeafRange): Promise<readonly NumberedLeaf[]> {
    const rows = await this.#leaves()
      .select(['leaf', 'stream', 'revision', 'hash'])
      .where('leaf', '>=', from)
      .where('leaf', '<', to)
      .orderBy('leaf')
      .execute()
    return rows.map((row) => ({ ...row, leaf: Number(row.leaf) }))
  }

  /** The leaf of an event; the first, should there be several. */
  async find(stream: string, revision: number): Promise<NumberedLeaf | undefined> {
    const row = await this.#leaves()
      .select(['leaf', 'stream', 'revision', 'hash'])
      .where('stream', '=', stream)
      .where('revision', '=', revision)
      .orderBy('leaf')
      .limit(1)
      .executeTakeFirst()
    return row && { ...row, leaf: Number(row.leaf) }
  }

  /** The last leaf of each of these streams that has one. */
  async lastOf(streams: readonly string[]): Promise<readonly EventLeaf[]> {
    return this.#leaves()
      .select(['stream', 'revision', 'hash'])
      .distinctOn('stream')
      .where('stream', 'in', streams)
      .orderBy('stream')
      .orderBy('revision', 'desc')
      .execute()
  }

  /** Adds leaves behind those that `tree` has, and what they complete. */
  async append(tree: Frontier, leaves: readonly EventLeaf[]): Promise<void> {
    const first = tree.size
    const subtrees: Insertable<SubtreeColumns>[] = []
    for (const leaf of leaves)
      for (const { height, index, root } of tree.append(hashEventLeaf(leaf)))
        if (height % LEVEL_HEIGHT === 0)
          subtrees.push({ ...this.#of, level: height / LEVEL_HEIGHT, index, root: hex(root) })
    const rows = leaves.map((leaf, index) => ({ ...this.#of, leaf: first + index, ...leaf }))
    await writeRows(this.#db, LEAVES, rows, 'insert')
    await writeRows(this.#db, SUBTREES, subtrees, 'insert')
  }

  get #of() {
    return { tree: this.#tree }
  }

  #leaves() {
    return this.#db.selectFrom('ledger_leaves').where('tree', '=', this.#tree)
  }

  /** Folds it from the rows of the highest level that has any below it. */
  async #root({ height, index }: Subtree): Promise<Hash> {
    const level = Math.floor(height / LEVEL_HEIGHT)
    const count = 2 ** (height % LEVEL_HEIGHT)
    const range = { from: index * count, to: (index + 1) * count }
    const hashes = level === 0 ? (await this.read(range)).map(hashEventLeaf) : await this.#rootsOf(level, range)
    if (hashes.length !== count)
      throw new TreeDamaged(`The ledger lacks rows of level ${level} in ${range.from}–${range.to}.`)
    return foldSubtreesOf(hashes)
  }

  async #rootsOf(level: number, { from, to }: LeafRange): Promise<readonly Hash[]> {
    const rows = await this.#db
      .selectFrom('ledger_subtrees')
      .select('root')
      .where('tree', '=', this.#tree)
      .where('level', '=', level)
      .where('index', '>=', from)
      .where('index', '<', to)
      .orderBy('index')
      .execute()
    return rows.map(({ root }) => Buffer.from(root, 'hex'))
  }
}

/** The root over as many hashes as a power of two. */
function foldSubtreesOf(hashes: readonly Hash[]): Hash {
  const tree = new Frontier()
  for (const hash of hashes) tree.append(hash)
  return tree.root
}

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex')
