/** The lines at the start that say where an instance keeps what, so that a misspelt setting is noticed. */
import type { Config } from '../config.ts'
import { databaseLocation } from './database.ts'
import { documentsLocation } from './documents.ts'
import { eventsLocation } from './event-store.ts'
import { templateCacheLocation } from './template-cache.ts'

/** One line for the embedded default, else one per store. Addresses come without their credentials. */
export function describeStores(config: Config): string[] {
  const { data_dir, database_url, eventstore_url, redis_url, s3, slack } = config
  if ([database_url, eventstore_url, redis_url, s3].every((store) => store === undefined))
    return [`DocGen opens ${data_dir} …`]
  return [
    'DocGen opens its stores …',
    `  Events       ${eventsLocation(config)}`,
    `  Read models  ${databaseLocation(config)}`,
    `  Documents    ${documentsLocation(config)}`,
    `  Templates    ${templateCacheLocation(config)}`,
    `  Slack        ${slack === undefined ? 'none' : slack.app_token === undefined ? 'over HTTP' : 'over a socket'}`,
  ]
}
