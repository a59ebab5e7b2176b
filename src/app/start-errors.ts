/** Turns the errors of a failed start into messages that tell an operator what to change. */
import { DataFolderInUse } from '../adapters/outbound/pglite/folder-lock.ts'
import type { Config } from './config.ts'
import { InvalidConfig } from './config/invalid-config.ts'
import { Refused, type ErrorCode } from '../domain/kernel/errors.ts'
import { StoreUnavailable } from '../ports/events/event-store.ts'

/** File system errors that mean that the data folder cannot be used. */
const FOLDER_ERRORS = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ENOTDIR',
  'ENOENT',
  'ENOTEMPTY',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'ELOOP',
  'ENAMETOOLONG',
  'EPERM',
])

/** What is wrong with the host, not with the port: no name server knows it, or it is another machine's. */
const HOST_ERRORS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL', 'EAFNOSUPPORT'])

/** Includes a host that no name server knows. */
const isListenError = (error: Error, host: string): boolean =>
  'syscall' in error && (error.syscall === 'listen' || ('hostname' in error && error.hostname === host))

const HOST_REMEDY = 'this machine has no such address. Set HOST to 127.0.0.1, to 0.0.0.0, or to an address it has.'

const portRemedy = (code: string): string =>
  code === 'EADDRINUSE'
    ? 'something listens there already. Stop it, or set PORT to another port.'
    : 'set PORT to another port, above 1023 for an ordinary user.'

/** SQLSTATEs of Postgres, and network errors of its client. */
const isDatabaseError = (error: Error): boolean =>
  error.name === 'error' ||
  error.name === 'DatabaseError' ||
  ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo'))

const databaseTrouble = (error: Error): string =>
  'The database that DATABASE_URL names cannot be used: ' +
  `${error.message || ('code' in error ? String(error.code) : error.name)}. Is it running, and may this login use it?`

const placeOf = (error: Error): string => ('path' in error && typeof error.path === 'string' ? `: ${error.path}` : '')

/** The setting that an adapter's error says to correct. Its class is not known here: clients load on demand. */
const settingOf = (error: Error): string | undefined =>
  'setting' in error && typeof error.setting === 'string' ? error.setting : undefined

/** Returns the error with its remedy; an error that is not about the start is returned unchanged. */
export function startError(error: unknown, { data_dir, host, port, database_url }: Config): unknown {
  if (!(error instanceof Error)) return error
  const refused = (code: ErrorCode, message: string, details: Record<string, unknown>) =>
    new Refused({ code, message, details })
  const code = 'code' in error && typeof error.code === 'string' ? error.code.replace(/^ERR_FS_/, '') : ''
  if (error instanceof DataFolderInUse) return refused('unavailable', error.message, { folder: error.folder })
  const setting = settingOf(error)
  if (setting === 'DATABASE_URL' && database_url === undefined)
    return refused('unavailable', `The data folder ${data_dir} (DOCGEN_DATA_DIR): ${error.message}`, {
      field: 'DOCGEN_DATA_DIR',
    })
  if (setting !== undefined)
    return refused('unavailable', error.message.includes(setting) ? error.message : `${setting}: ${error.message}`, {
      field: setting,
    })
  if (error instanceof InvalidConfig) return refused('invalid', error.message, { field: error.message.split(':')[0] })
  if (isListenError(error, host))
    return HOST_ERRORS.has(code)
      ? refused('unavailable', `HOST: DocGen cannot listen on ${host} (${code}): ${HOST_REMEDY}`, { field: 'HOST' })
      : refused('unavailable', `PORT: DocGen cannot listen on ${host}:${port} (${code}): ${portRemedy(code)}`, {
          field: 'PORT',
        })
  if (database_url !== undefined && isDatabaseError(error))
    return refused('unavailable', databaseTrouble(error), { field: 'DATABASE_URL' })
  if (error instanceof StoreUnavailable)
    return refused('unavailable', `${error.message} Start it, or correct EVENTSTORE_URL.`, { field: 'EVENTSTORE_URL' })
  if (FOLDER_ERRORS.has(code))
    return refused(
      'unavailable',
      `The data folder ${data_dir} cannot be used (${code}${placeOf(error)}). Choose another with ` +
        `DOCGEN_DATA_DIR, or mend its rights.`,
      { field: 'DOCGEN_DATA_DIR' },
    )
  return error
}
