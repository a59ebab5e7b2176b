/** What keeps a service from starting, said so that an operator knows what to change. */
import { InvalidMasterKey } from './adapters/crypto/master-key.ts'
import { WrongMasterKey } from './adapters/crypto/envelope-key-ring.ts'
import { DataFolderInUse } from './adapters/pglite/folder-lock.ts'
import type { Config } from './config.ts'
import { Refused, type ErrorCode } from './domain/errors.ts'

/** Errors of the file system that mean: this folder cannot be used. */
const FOLDER_ERRORS = new Set(['EACCES', 'EEXIST', 'ENOTDIR', 'ENOENT', 'EROFS', 'ENOSPC', 'EPERM'])

/** By name, because EventStoreDB's client is loaded only where it is used. */
const EVENT_STORE_ERRORS = new Set(['UnsafeConnectionString', 'ForeignPosition', 'AccessDenied', 'StoreUnavailable'])

/** The error with its remedy; one that is not about the start comes back as it is. */
export function startError(error: unknown, { data_dir, host, port }: Config): unknown {
  if (!(error instanceof Error)) return error
  const refused = (code: ErrorCode, message: string, details: Record<string, unknown>) => new Refused({ code, message, details })
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const syscall = 'syscall' in error ? error.syscall : undefined
  if (error instanceof DataFolderInUse) return refused('unavailable', error.message, { folder: error.folder })
  if (error instanceof WrongMasterKey || error instanceof InvalidMasterKey) return refused('invalid', `${error.name}: ${error.message}`, { field: 'DOCGEN_MASTER_KEY' })
  if (EVENT_STORE_ERRORS.has(error.name)) return refused('unavailable', error.message, { field: 'EVENTSTORE_URL' })
  if (syscall === 'listen') return refused('unavailable', `DocGen cannot listen on ${host}:${port} (${code}). Choose another address or port with HOST and PORT.`, { field: 'PORT' })
  if (FOLDER_ERRORS.has(code)) return refused('unavailable', `The data folder ${data_dir} cannot be used (${code}). Choose another with DOCGEN_DATA_DIR, or mend its rights.`, { field: 'DOCGEN_DATA_DIR' })
  return error
}
