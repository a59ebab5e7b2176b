/** Turns the errors of a failed start into messages that tell an operator what to change. */
import { InvalidMasterKey } from '../adapters/outbound/crypto/master-key.ts'
import { WrongMasterKey } from '../adapters/outbound/crypto/envelope-key-ring.ts'
import { DataFolderInUse } from '../adapters/outbound/pglite/folder-lock.ts'
import { InvalidConfig, type Config } from './config.ts'
import { Refused, type ErrorCode } from '../domain/kernel/errors.ts'

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

/** Includes a host that no name server knows. */
const isListenError = (error: Error, host: string): boolean =>
  'syscall' in error && (error.syscall === 'listen' || ('hostname' in error && error.hostname === host))

/** By name, as for S3: the clients are loaded only where they are used. */
const EVENT_STORE_ERRORS = new Set(['UnsafeConnectionString', 'ForeignPosition', 'AccessDenied', 'StoreUnavailable'])

/** By name, because the Postgres client is loaded only where it is used. */
const DATABASE_ERRORS = new Set(['UnsupportedServer', 'WrongDatabaseVersion'])

/** SQLSTATEs of Postgres, and network errors of its client. */
const isDatabaseError = (error: Error): boolean =>
  error.name === 'error' ||
  error.name === 'DatabaseError' ||
  ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo'))

function databaseTrouble(error: Error): string {
  if (DATABASE_ERRORS.has(error.name)) return error.message
  return (
    'The database that DATABASE_URL names cannot be used: ' +
    `${error.message || ('code' in error ? String(error.code) : error.name)}. Is it running, and may this login use it?`
  )
}

const placeOf = (error: Error): string => ('path' in error && typeof error.path === 'string' ? `: ${error.path}` : '')

/** Returns the error with its remedy; an error that is not about the start is returned unchanged. */
export function startError(error: unknown, { data_dir, host, port, database_url }: Config): unknown {
  if (!(error instanceof Error)) return error
  const refused = (code: ErrorCode, message: string, details: Record<string, unknown>) =>
    new Refused({ code, message, details })
  const code = 'code' in error && typeof error.code === 'string' ? error.code.replace(/^ERR_FS_/, '') : ''
  if (error instanceof DataFolderInUse) return refused('unavailable', error.message, { folder: error.folder })
  if (error instanceof WrongMasterKey || error instanceof InvalidMasterKey)
    return refused('unavailable', error.message, { field: 'DOCGEN_MASTER_KEY' })
  if (error instanceof InvalidConfig) return refused('invalid', error.message, { field: error.message.split(':')[0] })
  if (isListenError(error, host))
    return refused(
      'unavailable',
      `DocGen cannot listen on ${host}:${port} (${code}). Choose another address or port with HOST and PORT.`,
      { field: 'PORT' },
    )
  if (DATABASE_ERRORS.has(error.name) || (database_url !== undefined && isDatabaseError(error)))
    return refused('unavailable', databaseTrouble(error), { field: 'DATABASE_URL' })
  if (EVENT_STORE_ERRORS.has(error.name)) return refused('unavailable', error.message, { field: 'EVENTSTORE_URL' })
  if (error.name === 'S3Unusable') return refused('unavailable', error.message, { field: 'S3_BUCKET' })
  if (FOLDER_ERRORS.has(code))
    return refused(
      'unavailable',
      `The data folder ${data_dir} cannot be used (${code}${placeOf(error)}). Choose another with ` +
        `DOCGEN_DATA_DIR, or mend its rights.`,
      { field: 'DOCGEN_DATA_DIR' },
    )
  return error
}
