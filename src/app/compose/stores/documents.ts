/** The document store: a folder in the data folder, or where a setting puts it instead. */
import { sql, type Kysely } from 'kysely'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FolderDocumentStore } from '../../../adapters/outbound/filesystem/folder-document-store.ts'
import type { Config } from '../../config.ts'
import { InvalidConfig } from '../../config/invalid-config.ts'
import type { S3Config } from '../../config/s3-config.ts'
import type { TimeoutSettings } from '../../config/settings/limit-settings.ts'
import type { DocumentLinks } from '../../../ports/documents/document-links.ts'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'
import { StoreUnavailable } from '../../../ports/events/event-store.ts'
import type { Logger } from '../../../ports/logger.ts'
import { connectionAddress } from './connection-address.ts'
import type { Database } from './database.ts'

export interface OpenedDocumentStore {
  readonly documents: DocumentStore
  /** Makes links to unsealed documents; undefined if there are none. */
  readonly links: DocumentLinks | undefined
  close(): void
}

/** A store for documents that its setting puts in the place of the data folder. */
interface Place {
  /** Where it is, in one line, for operators. */
  readonly location: string
  open(logger: Logger): Promise<OpenedDocumentStore>
}

/** The stores by the setting that chooses them; undefined where it is not set. An adapter is a line here. */
const PLACES: Readonly<Record<string, (config: Config) => Place | undefined>> = {
  S3_BUCKET: ({ s3, timeouts }) =>
    s3 && { location: bucketLocation(s3), open: (logger) => inBucket({ ...s3, limits: timeouts.s3 }, logger) },
}

/** The settings that keep documents elsewhere than in the data folder: all there are, and those that are set. */
export const documentSettings = Object.keys(PLACES)
export const setDocumentSettings = (config: Config): string[] =>
  documentSettings.filter((setting) => PLACES[setting]?.(config) !== undefined)

const placeOf = (config: Config): Place | undefined => PLACES[setDocumentSettings(config)[0] ?? '']?.(config)

/** The document store in one line, for operators. */
export const documentsLocation = (config: Config): string => placeOf(config)?.location ?? config.data_dir

/** Throws `InvalidConfig` if other instances keep documents elsewhere, and as the store does that cannot be used. */
export async function openDocuments(
  config: Config,
  { db, shared }: Database,
  logger: Logger,
): Promise<OpenedDocumentStore> {
  const opened = await (placeOf(config)?.open(logger) ?? inFolder(config, shared, logger))
  try {
    if (shared) await assertSameForAll(db, opened.documents, setDocumentSettings(config)[0] ?? 'DOCGEN_DATA_DIR')
    return opened
  } catch (error) {
    opened.close()
    throw error
  }
}

/** Opens and closes the store that a setting puts documents in, if there is one. Throws as `openDocuments` does. */
export async function tryDocuments(config: Config, logger: Logger): Promise<void> {
  const opened = await placeOf(config)?.open(logger)
  opened?.close()
}

async function inFolder({ data_dir }: Config, shared: boolean, logger: Logger): Promise<OpenedDocumentStore> {
  const folder = path.join(data_dir, 'documents')
  if (shared)
    logger.warn(
      { folder },
      'documents lie in a folder: every instance must see this same folder, and it needs a backup of its own',
    )
  return { documents: await FolderDocumentStore.open(folder), links: undefined, close: () => undefined }
}

const bucketLocation = ({ bucket, endpoint }: S3Config): string =>
  `bucket ${bucket}` + (endpoint === undefined ? '' : ` at ${connectionAddress(endpoint)}`)

/** Loads the S3 client only where it is used. */
async function inBucket(
  { public_endpoint, ...settings }: S3Config & { readonly limits: TimeoutSettings['s3'] },
  logger: Logger,
): Promise<OpenedDocumentStore> {
  const { S3DocumentStore } = await import('../../../adapters/outbound/s3/s3-document-store.ts')
  const { S3Unusable } = await import('../../../adapters/outbound/s3/s3-failure.ts')
  const { S3Links } = await import('../../../adapters/outbound/s3/s3-links.ts')
  const options = { ...settings, logger }
  const store = await S3DocumentStore.open(options).catch((error: unknown) => {
    throw error instanceof StoreUnavailable && !(error instanceof S3Unusable)
      ? new S3Unusable(`${error.message} Start it, or correct S3_ENDPOINT.`, 'S3_ENDPOINT', { cause: error })
      : error
  })
  const links = new S3Links(options, public_endpoint ?? settings.endpoint)
  return {
    documents: store,
    links,
    close() {
      links.close()
      store.close()
    },
  }
}

/** The object that identifies a document store. */
const MARKER = 'installation'
/** How long to wait for the marker of an instance that starts at the same moment. */
const MARKER_TIMEOUT_MS = 5000
const POLL_INTERVAL_MS = 50

/** The first instance writes a marker among the documents and into the database; the others must find the same one. */
async function assertSameForAll(db: Kysely<unknown>, documents: DocumentStore, field: string): Promise<void> {
  const own = randomUUID()
  const { rows: made } =
    await sql`insert into installation (name, value) values ('documents', ${own}) on conflict do nothing returning
      value`.execute(db)
  if (made.length > 0) {
    await documents.delete(MARKER)
    await documents.put(MARKER, new TextEncoder().encode(own))
    return
  }
  const {
    rows: [noted],
  } = await sql<{ value: string }>`select value from installation where name = 'documents'`.execute(db)
  for (const deadline = Date.now() + MARKER_TIMEOUT_MS; ;) {
    const found = await documents.get(MARKER)
    if (found !== undefined && new TextDecoder().decode(found) === noted?.value) return
    if (Date.now() > deadline) {
      throw new InvalidConfig(
        `${field}: the other instances on this database keep their documents elsewhere; what they have stored ` +
          'is not here. All must share one place.',
      )
    }
    await sleep(POLL_INTERVAL_MS)
  }
}
