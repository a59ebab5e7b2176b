/** Tries what a service with these settings would open, and closes it again. Nothing is made or changed. */
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { assertFolderAnswers } from '../../../adapters/inbound/cli/service/answering-folder.ts'
import type { TriedStore } from '../../../adapters/inbound/cli/environment.ts'
import { tryListening } from '../../../adapters/inbound/web/try-listening.ts'
import { createLogger } from '../../../adapters/outbound/telemetry/pino-logger.ts'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import type { Config } from '../../config.ts'
import { localUrl } from '../../local-url.ts'
import { startError } from '../../start-errors.ts'
import { connectionAddress } from './connection-address.ts'
import { mailLocation, type MailConfig } from '../../config/settings/mail-settings.ts'
import { openDatabase } from './database.ts'
import { openMasterKeys } from './master-keys.ts'
import { openTransport } from '../mail/open-mail.ts'
import { tryDocuments } from './documents.ts'
import { eventsLocation, tryEventStore } from './event-store.ts'
import { keepsFolder } from '../settings.ts'

/** How long a service may take to say that it is there. */
const SERVED_MS = 3000

/** Each with its outcome, in the order of a start. */
export async function tryStores(config: Config): Promise<TriedStore[]> {
  const { host, port, data_dir, database_url, eventstore_url, s3, redis_url, mail } = config
  const logger = createLogger('silent')
  const tried = [await attempt(config, `listening on ${host}:${port}`, () => tryAddress(host, port))]
  if (keepsFolder(config)) tried.push(await attempt(config, `data folder ${data_dir}`, () => tryFolder(data_dir)))
  if (database_url !== undefined)
    tried.push(
      await attempt(config, `database ${connectionAddress(database_url)}`, async () =>
        (await openDatabase(config, logger)).close(),
      ),
    )
  if (eventstore_url !== undefined)
    tried.push(await attempt(config, `events ${eventsLocation(config)}`, () => tryEventStore(config, logger)))
  if (s3 !== undefined)
    tried.push(await attempt(config, `documents in bucket ${s3.bucket}`, () => tryDocuments(config, logger)))
  if (config.master_key_kms !== undefined)
    tried.push(await attempt(config, `master key ${config.master_key_kms}`, () => openMasterKeys(config)))
  if (redis_url !== undefined)
    tried.push({
      ...(await attempt(config, `templates ${connectionAddress(redis_url)}`, async () => {
        const { pingRedis } = await import('../../../adapters/outbound/redis/ping-redis.ts')
        await pingRedis(redis_url)
      })),
      needed: false,
    })
  if (mail !== undefined && mail !== 'outbox')
    // The service starts without it: mail waits.
    tried.push({ ...(await attempt(config, `mail ${mailLocation(mail)}`, () => tryMail(mail))), needed: false })
  return tried
}

async function tryMail(mail: MailConfig): Promise<void> {
  const transport = await openTransport(mail)
  try {
    await transport.check()
  } finally {
    transport.close()
  }
}

async function attempt(config: Config, what: string, run: () => Promise<unknown>): Promise<TriedStore> {
  try {
    const said = await run()
    return { what, works: true, needed: true, message: typeof said === 'string' ? said : null }
  } catch (error) {
    return { what, works: false, needed: true, message: errorMessage(startError(error, config)) }
  }
}

/** Beside a running service its own address is in use, which is no mistake. */
async function tryAddress(host: string, port: number): Promise<string | undefined> {
  try {
    await tryListening(host, port)
    return undefined
  } catch (error) {
    if (await isServed(host, port)) return 'a DocGen runs there'
    throw error
  }
}

async function isServed(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`${localUrl(host, port)}/health/live`, { signal: AbortSignal.timeout(SERVED_MS) })
    return answer.ok && ((await answer.json()) as { readonly status?: string }).status === 'ok'
  } catch {
    return false
  }
}

/** The folder, or the nearest one above it that is there, must be writable. */
async function tryFolder(folder: string): Promise<void> {
  await assertFolderAnswers(folder, () => undefined)
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!missing || path.dirname(folder) === folder) throw error
    await tryFolder(path.dirname(folder))
  }
}
