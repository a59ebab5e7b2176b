/**
 * The master key: 32 random bytes that wrap all data keys. From the environment, or a file in the data folder made on
 * the first start.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { KEY_BYTES } from './sealing.ts'

/** What was given as the master key is none. */
class InvalidMasterKey extends Error {
  override readonly name = 'InvalidMasterKey'
  /** What to correct before the next start. */
  readonly setting = 'DOCGEN_MASTER_KEY'
}

/** The key that a text holds: 32 bytes as base64 (or base64url) or hex. `source` names it in the error. */
export function parseMasterKey(text: string, source: string): Uint8Array {
  const trimmed = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : undefined
  if (key?.length === KEY_BYTES) return key
  throw new InvalidMasterKey(
    `${source} must be ${KEY_BYTES} random bytes as base64 or hex, for example from “openssl rand -base64 32”.`,
  )
}

/** The key in a file, which is made (0600, and on the disk before it is used) where there is none. */
export async function loadMasterKey(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await writeDurably(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return parseMasterKey(await readFile(path, 'utf8'), path)
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
