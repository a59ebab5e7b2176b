/**
 * Which parts of a tree a proof is made of (RFC 9162, 2.1.3.1 and 2.1.4.1). A part is a range of leaves; its hash is
 * that of the tree over them alone. Where the hashes come from is the caller's: complete subtrees never change, so they
 * can be kept, and every other range is folded from a few of them.
 */
import { EMPTY_ROOT, hashNode, type Hash } from './hashes.ts'

/** The leaves from `from` up to, not including, `to`. */
export interface LeafRange {
  readonly from: number
  readonly to: number
}

/** A complete subtree: 2 to the power of `height` leaves, the `index`-th such from the left. */
export interface Subtree {
  readonly height: number
  readonly index: number
}

/** The siblings on the way from a leaf up to the root of a tree of `size` leaves. Throws for a leaf outside. */
export function inclusionRanges(leaf: number, size: number): readonly LeafRange[] {
  if (!(leaf >= 0 && leaf < size)) throw new RangeError(`There is no leaf ${leaf} in a tree of ${size}.`)
  const siblings: LeafRange[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (leaf < middle) siblings.push({ from: middle, to })
    else siblings.push({ from, to: middle })
    ;[from, to] = leaf < middle ? [from, middle] : [middle, to]
  }
  return siblings.reverse()
}

/** What shows that a tree of `first` leaves became one of `second`. Throws unless 0 < first <= second. */
export function consistencyRanges(first: number, second: number): readonly LeafRange[] {
  if (!(first > 0 && first <= second)) throw new RangeError(`A tree of ${first} does not become one of ${second}.`)
  const parts: LeafRange[] = []
  let [from, to] = [0, second]
  while (first !== to) {
    const middle = from + splitOf(to - from)
    if (first <= middle) parts.push({ from: middle, to })
    else parts.push({ from, to: middle })
    ;[from, to] = first <= middle ? [from, middle] : [middle, to]
  }
  // The whole of the first tree needs no proof: whoever checks has its root.
  if (from > 0) parts.push({ from, to })
  return parts.reverse()
}

/** The complete subtrees that a range of a proof falls into, from left to right. */
export function completeSubtrees({ from, to }: LeafRange): readonly Subtree[] {
  const subtrees: Subtree[] = []
  for (let at = from; at < to;) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height++
    subtrees.push({ height, index: at / 2 ** height })
    at += 2 ** height
  }
  return subtrees
}

/** The hash of a range from those of its complete subtrees, from left to right. */
export const foldSubtrees = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => hashNode(left, right))

/** The largest power of two below `count`, which is at least 2. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}
