/** Where documents lie: a folder in the data folder. */
import { sql, type Kysely } from 'kysely'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FolderDocumentStore } from '../adapters/filesystem/folder-document-store.ts'
import { InvalidConfig, type Config } from '../config.ts'
import type { DocumentStore } from '../ports/document-store.ts'
import type { Logger } from '../ports/logger.ts'
import type { Database } from './database.ts'

/** Throws `InvalidConfig` when the other instances on a shared database keep theirs elsewhere. */
export async function openDocuments({ data_dir }: Config, { db, shared }: Database, logger: Logger): Promise<DocumentStore> {
  const folder = path.join(data_dir, 'documents')
  const documents = await FolderDocumentStore.open(folder)
  if (shared) {
    logger.warn({ folder }, 'documents lie in a folder: every instance must see this same folder, and it needs a backup of its own')
    await sameForAll(db, documents, 'DOCGEN_DATA_DIR')
  }
  return documents
}

/** The object that tells one store of documents from another. */
const MARKER = 'installation'
/** How long the marker of an instance that starts at the same moment is waited for. */
const PATIENCE_MS = 5000
const LOOK_MS = 50

/** The first instance leaves a mark among the documents and notes it in the database; the others must find it. */
async function sameForAll(db: Kysely<unknown>, documents: DocumentStore, field: string): Promise<void> {
  const own = randomUUID()
  const { rows: made } = await sql`insert into installation (name, value) values ('documents', ${own}) on conflict do nothing returning value`.execute(db)
  if (made.length > 0) {
    await documents.delete(MARKER)
    await documents.put(MARKER, new TextEncoder().encode(own))
    return
  }
  const { rows: [noted] } = await sql<{ value: string }>`select value from installation where name = 'documents'`.execute(db)
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    const found = await documents.get(MARKER)
    if (found !== undefined && new TextDecoder().decode(found) === noted?.value) return
    if (Date.now() > deadline) {
      throw new InvalidConfig(`${field}: the other instances on this database keep their documents elsewhere; what they have stored is not here. All must share one place.`)
    }
    await sleep(LOOK_MS)
  }
}
