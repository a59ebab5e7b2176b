/** Recognises that a store has no room left, from any driver: a disk, a database, a bucket. */

/**
 * errno of file systems (full, or the quota of the user), `disk_full` and `insufficient_resources` of Postgres, and
 * what S3 servers call it.
 */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100', 'XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage'])

/** Whether this error, or one that caused it, says so. PGlite's tells it only in words. */
export function isStorageFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : at.name
    if (FULL.has(code) || FULL.has(at.name) || /no space left on device/i.test(at.message)) return true
  }
  return false
}

/** What people are told. */
export const STORAGE_FULL =
  'There is no room left where this would be stored. Nothing was changed. Tell an operator: the disk, the database ' +
  'or the bucket of this service is full.'
