/** Signed heads in a folder, a file each that is flushed to the disk and never overwritten. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HeadRefused, type HeadWitness, type SignedHead } from '../../../ports/ledger/head-witness.ts'
import { headKey, headPrefix } from '../shared/head-key.ts'
import { FolderDocumentStore } from './folder-document-store.ts'

export class FolderHeadWitness implements HeadWitness {
  readonly name: string
  readonly #folder: string

  constructor(folder: string) {
    this.name = `folder ${folder}`
    this.#folder = folder
  }

  async keep(head: SignedHead): Promise<undefined> {
    const key = headKey(head)
    const files = await FolderDocumentStore.open(this.#folder)
    if ((await files.put(key, Buffer.from(head.note))) === 'stored') return
    const kept = await files.get(key)
    if (kept === undefined || Buffer.from(kept).toString() !== head.note)
      throw new HeadRefused(`Another head of ${head.size} events lies there as ${key}.`)
  }

  async *list(origin: string): AsyncIterable<string> {
    const files = await FolderDocumentStore.open(this.#folder)
    const folder = join(this.#folder, headPrefix(origin))
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    for (const name of names.toSorted()) {
      const note = await files.get(`${headPrefix(origin)}${name}`)
      if (note !== undefined) yield Buffer.from(note).toString()
    }
  }
}
