import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Frontier } from '../../src/proof/merkle/frontier.ts'
import { EMPTY_ROOT, hashLeaf, type Hash } from '../../src/proof/merkle/hashes.ts'
import {
  completeSubtrees,
  consistencyRanges,
  foldSubtrees,
  inclusionRanges,
  type LeafRange,
} from '../../src/proof/merkle/ranges.ts'
import { verifyConsistency, verifyInclusion } from '../../src/proof/merkle/verify.ts'

/** RFC 9162, 2.1.1, word for word: slow, and written without any of our code. */
function naiveRoot(leaves: readonly string[]): Buffer {
  const sha256 = (...parts: (Buffer | string)[]) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0]!)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.of(1), naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)))
}

const leavesOf = (size: number): string[] => Array.from({ length: size }, (_, index) => `leaf ${index}`)

const prove = (leaves: readonly string[], ranges: readonly LeafRange[]): Hash[] =>
  ranges.map(({ from, to }) => naiveRoot(leaves.slice(from, to)))

const ALL = leavesOf(200)

describe('a growing tree', () => {
  it('has the root of RFC 9162 at every size', () => {
    const tree = new Frontier()
    expect(tree.root).toEqual(EMPTY_ROOT)
    for (const [index, leaf] of ALL.entries()) {
      tree.append(hashLeaf(leaf))
      expect(tree.size).toBe(index + 1)
      expect(Buffer.from(tree.root)).toEqual(naiveRoot(ALL.slice(0, index + 1)))
    }
  })

  it('tells each complete subtree once, with its root', () => {
    const tree = new Frontier()
    const told = ALL.flatMap((leaf) => tree.append(hashLeaf(leaf)))
    const all = [1, 2, 3, 4, 5, 6, 7].flatMap((height) =>
      Array.from({ length: Math.floor(200 / 2 ** height) }, (_, index) => ({ height, index })),
    )
    expect(told).toHaveLength(all.length)
    for (const { height, index } of all) {
      const found = told.find((one) => one.height === height && one.index === index)!
      expect(Buffer.from(found.root)).toEqual(naiveRoot(ALL.slice(index * 2 ** height, (index + 1) * 2 ** height)))
    }
  })

  it('goes on from the roots of its complete subtrees', () => {
    for (const size of [1, 2, 3, 100, 127, 128]) {
      const roots = completeSubtrees({ from: 0, to: size }).map(({ height, index }) =>
        naiveRoot(ALL.slice(index * 2 ** height, (index + 1) * 2 ** height)),
      )
      const tree = new Frontier(size, roots)
      tree.append(hashLeaf(ALL[size]!))
      expect(Buffer.from(tree.root)).toEqual(naiveRoot(ALL.slice(0, size + 1)))
    }
  })
})

describe('the known trees of the RFC’s test vectors', () => {
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('%i leaves', (size, root) => {
    const bytes = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const tree = new Frontier()
    for (const leaf of bytes.slice(0, size)) tree.append(hashLeaf(Buffer.from(leaf, 'hex')))
    expect(Buffer.from(tree.root).toString('hex')).toBe(root)
  })
})

describe('inclusion', () => {
  it('is proved for every leaf of every tree, and for no other place', () => {
    for (let size = 1; size <= 70; size++) {
      const leaves = ALL.slice(0, size)
      const root = naiveRoot(leaves)
      for (let index = 0; index < size; index++) {
        const proof = prove(leaves, inclusionRanges(index, size))
        const leaf = hashLeaf(leaves[index]!)
        expect(verifyInclusion({ leaf, index, size }, proof, root)).toBe(true)
        expect(verifyInclusion({ leaf, index: (index + 1) % size, size }, proof, root)).toBe(size === 1)
        expect(verifyInclusion({ leaf: hashLeaf('another'), index, size }, proof, root)).toBe(false)
        expect(verifyInclusion({ leaf, index, size }, [...proof, root], root)).toBe(false)
        if (proof.length > 0) expect(verifyInclusion({ leaf, index, size }, proof.slice(1), root)).toBe(false)
      }
    }
  })

  it('refuses places that no tree has', () => {
    const leaf = hashLeaf('leaf 0')
    for (const [index, size] of [
      [-1, 1],
      [1, 1],
      [0, 0],
      [0.5, 1],
      [Number.NaN, 1],
    ] as const)
      expect(verifyInclusion({ leaf, index, size }, [], leaf)).toBe(false)
    expect(() => inclusionRanges(3, 3)).toThrow('no leaf 3')
  })
})

describe('consistency', () => {
  it('is proved between all sizes', () => {
    const roots = Array.from({ length: 71 }, (_, size) => naiveRoot(ALL.slice(0, size)))
    for (let second = 1; second <= 70; second++) {
      for (let first = 1; first <= second; first++) {
        const [before, after] = [
          { size: first, root: roots[first]! },
          { size: second, root: roots[second]! },
        ]
        const proof = prove(ALL.slice(0, second), consistencyRanges(first, second))
        expect(verifyConsistency(before, after, proof)).toBe(true)
        const other = { size: first, root: naiveRoot(['other', ...ALL.slice(1, first)]) }
        expect(verifyConsistency(other, after, proof)).toBe(false)
        expect(verifyConsistency(before, { ...after, root: other.root }, proof)).toBe(false)
        expect(verifyConsistency(before, after, [...proof, roots[1]!])).toBe(false)
      }
    }
  })

  it('holds from the empty tree without a proof', () => {
    const tree = { size: 3, root: naiveRoot(ALL.slice(0, 3)) }
    expect(verifyConsistency({ size: 0, root: EMPTY_ROOT }, tree, [])).toBe(true)
    expect(verifyConsistency(tree, { size: 0, root: EMPTY_ROOT }, [])).toBe(false)
    expect(() => consistencyRanges(0, 3)).toThrow('does not become')
  })
})

it('large trees: any proof made holds, with one changed byte none does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 5000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.nat(),
      (size, at, flipped) => {
        const leaves = leavesOf(size)
        const index = Math.floor(at * size)
        const leaf = hashLeaf(leaves[index]!)
        const root = naiveRoot(leaves)
        const proof = prove(leaves, inclusionRanges(index, size))
        expect(verifyInclusion({ leaf, index, size }, proof, root)).toBe(true)
        const changed = proof.map((hash) => Buffer.from(hash))
        changed[flipped % changed.length]![flipped % 32]! ^= 1
        expect(verifyInclusion({ leaf, index, size }, changed, root)).toBe(false)
        const first = { size: index + 1, root: naiveRoot(leaves.slice(0, index + 1)) }
        const steps = prove(leaves, consistencyRanges(index + 1, size))
        expect(verifyConsistency(first, { size, root }, steps)).toBe(true)
      },
    ),
    { numRuns: 30 },
  )
})

it('any range is folded from its complete subtrees', () => {
  for (let size = 1; size <= 130; size++)
    for (const range of inclusionRanges(size - 1, size)) {
      const hashes = completeSubtrees(range).map(({ height, index }) =>
        naiveRoot(ALL.slice(index * 2 ** height, (index + 1) * 2 ** height)),
      )
      expect(Buffer.from(foldSubtrees(hashes))).toEqual(naiveRoot(ALL.slice(range.from, range.to)))
    }
})
