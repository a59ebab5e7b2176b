/** The secret with which the owner of the data folder speaks to the service: a file that only the owner can read. */
import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Reads the folder's secret, or makes one. Call it while holding the folder's lock. */
export async function loadLocalSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'local.key')
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  if (known.trim() !== '') return known.trim()
  const secret = `dgk_${randomBytes(32).toString('base64url')}`
  await writeFile(`${file}.new`, secret, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return secret
}
