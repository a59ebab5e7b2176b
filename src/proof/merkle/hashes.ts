/** The hashes of a Merkle tree after RFC 9162, 2.1.1: SHA-256, with leaves and nodes told apart by their first byte. */
import { createHash } from 'node:crypto'

/** 32 bytes. */
export type Hash = Uint8Array

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = createHash('sha256').digest()

/** The hash of a leaf with these bytes. */
export const hashLeaf = (bytes: Uint8Array | string): Hash => createHash('sha256').update(LEAF).update(bytes).digest()

/** The hash of a node above these two. */
export const hashNode = (left: Hash, right: Hash): Hash =>
  createHash('sha256').update(NODE).update(left).update(right).digest()

/** Whether two hashes are the same bytes. */
export const sameHash = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0
