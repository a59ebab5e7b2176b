/** A tree that grows: it keeps only the roots of its complete subtrees, one for each bit of its size. */
import type { Hash } from './hashes.ts'
import { hashNode } from './hashes.ts'
import { foldSubtrees, type Subtree } from './ranges.ts'

/** A subtree that a leaf completed, and its root. */
export interface CompletedSubtree extends Subtree {
  readonly root: Hash
}

export class Frontier {
  #size: number
  /** From left to right, so from the largest to the smallest. */
  readonly #roots: Hash[]

  /** An empty tree, or one of `size` leaves from the roots of its complete subtrees, from left to right. */
  constructor(size = 0, roots: readonly Hash[] = []) {
    this.#size = size
    this.#roots = [...roots]
  }

  get size(): number {
    return this.#size
  }

  /** The roots of its complete subtrees, from left to right. */
  get roots(): readonly Hash[] {
    return this.#roots
  }

  /** The root over all leaves so far. */
  get root(): Hash {
    return foldSubtrees(this.#roots)
  }

  /** Adds the hash of a leaf. Gives the subtrees of two and more leaves that it completed, the smallest first. */
  append(leaf: Hash): readonly CompletedSubtree[] {
    const completed: CompletedSubtree[] = []
    let root = leaf
    let height = 0
    for (let index = this.#size; index % 2 === 1; index = (index - 1) / 2) {
      root = hashNode(this.#roots.pop()!, root)
      height++
      completed.push({ height, index: (index - 1) / 2, root })
    }
    this.#roots.push(root)
    this.#size++
    return completed
  }
}
