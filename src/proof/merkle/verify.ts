/** Verifies proofs, by the steps of RFC 9162, 2.1.3.2 and 2.1.4.2. */
import { hashNode, sameHash, type Hash } from './hashes.ts'

/** A leaf, by the hash it has and its place from 0, in a tree of `size` leaves. */
export interface LeafPlace {
  readonly leaf: Hash
  readonly index: number
  readonly size: number
}

/** Whether the leaf stands at its place in the tree with this root. */
export function verifyInclusion({ leaf, index, size }: LeafPlace, proof: readonly Hash[], root: Hash): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  let [fn, sn] = [index, size - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else hash = hashNode(hash, sibling)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(hash, root)
}

/** The size and the root of a tree. */
export interface TreeRoot {
  readonly size: number
  readonly root: Hash
}

/** Whether the first tree became the second one by leaves that were added behind its own. */
export function verifyConsistency(first: TreeRoot, second: TreeRoot, proof: readonly Hash[]): boolean {
  if (!(Number.isSafeInteger(first.size) && Number.isSafeInteger(second.size))) return false
  if (first.size < 0 || first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && sameHash(first.root, second.root)
  // Every tree begins as the empty one.
  if (first.size === 0) return proof.length === 0
  const isPowerOfTwo = Number.isInteger(Math.log2(first.size))
  const [seed, ...rest] = isPowerOfTwo ? [first.root, ...proof] : proof
  if (seed === undefined) return false
  let [fn, sn] = [first.size - 1, second.size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [before, after] = [seed, seed]
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      before = hashNode(hash, before)
      after = hashNode(hash, after)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else after = hashNode(after, hash)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(before, first.root) && sameHash(after, second.root)
}

const half = (number: number): number => Math.floor(number / 2)
