/** Looking for a text that must not lie anywhere in clear: in every form in which it could have been left behind. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** UTF-8, UTF-16, hex, and the middle of its base64, whatever stood before it. */
export const forms = (text: string): Buffer[] => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('hex')),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
        .toString('base64')
        .slice(4, 20),
    ),
  ),
]

/** The first form in which the text is there; undefined where it is not. */
export const foundIn = (text: string, bytes: Buffer): string | undefined =>
  forms(text)
    .find((form) => bytes.includes(form))
    ?.toString()

export async function filesIn(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
  )
}
