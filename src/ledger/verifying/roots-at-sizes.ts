/** A tree that grows, and remembers its root at some sizes: those of heads. */
import { hashEventLeaf, type EventLeaf } from '../../proof/event-leaf.ts'
import { Frontier } from '../../proof/merkle/frontier.ts'
import { sameHash, type Hash } from '../../proof/merkle/hashes.ts'

export class RootsAtSizes {
  readonly tree: Frontier
  readonly #sizes: ReadonlySet<number>
  readonly #roots = new Map<number, Hash>()

  /** Goes on from a tree, which stays as it is. */
  constructor(tree: Frontier, sizes: ReadonlySet<number>) {
    this.tree = new Frontier(tree.size, tree.roots)
    this.#sizes = sizes
    if (sizes.has(tree.size)) this.#roots.set(tree.size, tree.root)
  }

  add(leaf: EventLeaf): void {
    this.tree.append(hashEventLeaf(leaf))
    if (this.#sizes.has(this.tree.size)) this.#roots.set(this.tree.size, this.tree.root)
  }

  /** Whether the tree had this root at this size. */
  had(size: number, root: Hash): boolean {
    const found = this.#roots.get(size)
    return found !== undefined && sameHash(found, root)
  }
}
