/** The lines at the start that say where an instance keeps what, so that a misspelt setting is noticed. */
import type { Config } from '../../config.ts'
import { mailLocation } from '../../config/settings/mail-settings.ts'
import { databaseLocation } from './database.ts'
import { documentsLocation } from './documents.ts'
import { eventsLocation } from './event-store.ts'
import { IN_PROCESS, templateCacheLocation } from './template-cache.ts'

/** One line for the embedded default, else one per store. Addresses come without their credentials. */
export function describeStores(config: Config): string[] {
  const { data_dir, slack, mail } = config
  const [events, database, documents, templates] = [
    eventsLocation(config),
    databaseLocation(config),
    documentsLocation(config),
    templateCacheLocation(config),
  ]
  if ([events, database, documents].every((location) => location === data_dir) && templates === IN_PROCESS)
    return [`DocGen opens ${data_dir} …`, ...mailLines(mail)]
  return [
    'DocGen opens its stores …',
    `  Events       ${events}`,
    `  Read models  ${database}`,
    `  Documents    ${documents}`,
    `  Templates    ${templates}`,
    `  Slack        ${slack === undefined ? 'none' : slack.app_token === undefined ? 'over HTTP' : 'over a socket'}`,
    ...mailLines(mail),
  ]
}

const mailLines = (mail: Config['mail']): string[] =>
  mail === undefined ? [] : [`  Mail         ${mailLocation(mail)}`]
