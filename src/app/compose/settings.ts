/** Checks settings that need or exclude each other. */
import { InvalidConfig, type Config } from '../config.ts'

/** Whether an instance only reads. */
export const onlyReports = (roles: Config['roles']): boolean => roles.size === 1 && roles.has('reporting')

/** Whether the data folder is used: with all stores elsewhere it is not, unless it was set explicitly. */
export const keepsFolder = ({ database_url, data_dir_given, s3 }: Config): boolean =>
  database_url === undefined || s3 === undefined || data_dir_given

/** Throws `InvalidConfig` naming the setting and the remedy. */
export function checkSettings({ database_url, master_key, data_dir_given, roles, s3 }: Config): void {
  if (database_url === undefined) {
    if (roles.has('api') && roles.has('worker')) return
    throw new InvalidConfig(
      'DOCGEN_ROLES: the embedded database belongs to one process, which does everything. To split roles, ' +
        'set DATABASE_URL to a Postgres.',
    )
  }
  if (onlyReports(roles)) return
  if (master_key === undefined) {
    throw new InvalidConfig(
      'DOCGEN_MASTER_KEY: every instance on one database needs the same master key. Make one with “openssl ' +
        'rand -base64 32”, and set it for all.',
    )
  }
  if (!data_dir_given && s3 === undefined) {
    throw new InvalidConfig(
      'DOCGEN_DATA_DIR: documents must lie where every instance sees them. Set S3_BUCKET, or DOCGEN_DATA_DIR ' +
        'to a folder that all instances share.',
    )
  }
}
