/**
 * Huffman codes as deflate has them (RFC 1951, 3.2.2): lengths from counts, codes from lengths.
 */

/** The length of each symbol's code, at most `max` bits. Symbols that are not counted get none (0). */
export function codeLengths(counts: readonly number[], max: number): Uint8Array {
  for (let scaled = [...counts]; ; scaled = scaled.map((count) => (count === 0 ? 0 : count >>> 1 || 1))) {
    const lengths = unlimitedLengths(scaled)
    // Flatter counts give flatter trees.
    if (lengths.every((length) => length <= max)) return lengths
  }
}

interface Tree {
  readonly count: number
  readonly symbol?: number
  readonly pair?: readonly [Tree, Tree]
}

function unlimitedLengths(counts: readonly number[]): Uint8Array {
  const leaves = counts
    .map((count, symbol): Tree => ({ count, symbol }))
    .filter((each) => each.count > 0)
    .sort((a, b) => a.count - b.count)
  const joined: Tree[] = []
  let leaf = 0
  let pair = 0
  const smallest = (): Tree => {
    const [a, b] = [leaves[leaf], joined[pair]]
    if (b === undefined || (a !== undefined && a.count <= b.count)) {
      leaf += 1
      return a as Tree
    }
    pair += 1
    return b
  }
  for (let left = leaves.length; left > 1; left--) {
    const both = [smallest(), smallest()] as const
    joined.push({ count: both[0].count + both[1].count, pair: both })
  }
  const lengths = new Uint8Array(counts.length)
  const visit = (tree: Tree | undefined, depth: number): void => {
    if (tree?.pair === undefined) {
      if (tree?.symbol !== undefined) lengths[tree.symbol] = Math.max(1, depth)
    } else for (const each of tree.pair) visit(each, depth + 1)
  }
  visit(joined.at(-1) ?? leaves[0], 0)
  return lengths
}

/** The codes, their bits in the order in which they are written. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length)
  let code = 0
  for (let length = 1; length <= 15; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue
      codes[symbol] = reverseBits(code, length)
      code += 1
    }
    code *= 2
  }
  return codes
}

function reverseBits(code: number, length: number): number {
  let bits = 0
  for (let bit = 0; bit < length; bit++) bits |= ((code >>> bit) & 1) << (length - 1 - bit)
  return bits
}
