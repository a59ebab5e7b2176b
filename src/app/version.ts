/** The version of the program. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** From the package's description, two folders up from here in the clone and in the package. */
export function versionOfPackage(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return z.object({ version: z.string() }).parse(description).version
}
