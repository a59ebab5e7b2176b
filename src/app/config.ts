/** Reads the environment once into a frozen Config. A wrong value stops the start and is named with what it takes. */
import { homedir } from 'node:os'
import path from 'node:path'
import { InvalidConfig } from './config/invalid-config.ts'
import type { Environment } from './config/environment.ts'
import {
  LIMIT_SETTINGS,
  limitSettings,
  timeoutSettings,
  type LimitSettings,
  type TimeoutSettings,
} from './config/settings/limit-settings.ts'
import { LEDGER_SETTINGS, ledgerConfig, type LedgerConfig } from './config/settings/ledger-settings.ts'
import { openIdConfig, type OpenIdConfig } from './config/openid-config.ts'
import { mailConfig, type MAIL_SETTINGS, type MailConfig } from './config/settings/mail-settings.ts'
import { readSettings } from './config/read-settings.ts'
import { s3Config, type S3Config } from './config/s3-config.ts'
import { roleList, type SettingValues } from './config/settings-table.ts'
import { slackConfig, type SlackConfig } from './config/slack-config.ts'

/** Fields of settings that are read as a group, and are found there. */
type Grouped =
  | `s3_${string}`
  | `slack_${string}`
  | `openid_${string}`
  | keyof typeof LEDGER_SETTINGS
  | keyof typeof LIMIT_SETTINGS
  | keyof typeof MAIL_SETTINGS

/** The settings by field, as `config/settings-table.ts` has them. */
export interface Config extends Readonly<Omit<SettingValues, Grouped | 'data_dir'>> {
  /** Where the embedded default keeps everything. */
  readonly data_dir: string
  /** Whether the folder was set explicitly. */
  readonly data_dir_given: boolean
  /** Keeps documents in this bucket instead of the data folder. */
  readonly s3: S3Config | undefined
  readonly slack: SlackConfig | undefined
  readonly openid: OpenIdConfig
  /** Where mail goes; undefined for none. */
  readonly mail: MailConfig | undefined
  readonly mail_limits: { readonly recipient: number; readonly tenant: number; readonly person: number }
  readonly ledger: LedgerConfig
  readonly limits: LimitSettings
  readonly timeouts: TimeoutSettings
}

/** Throws `InvalidConfig` for the first setting that is wrong, and says how many more are. */
export function readConfig(env: Environment): Config {
  const { values, problems } = readSettings(env)
  const [first, ...others] = problems
  if (first !== undefined || values === undefined)
    throw new InvalidConfig(
      `${first?.message ?? ''}${others.length === 0 ? '' : ` (${others.length} more: see “docgen config check”.)`}`,
    )
  return configFrom(values, env)
}

/** The configuration of these values. Throws `InvalidConfig` for those that do not go together. */
export function configFrom(values: SettingValues, env: Environment): Config {
  const flat = Object.fromEntries(Object.entries(values).filter(([field]) => !isGrouped(field)))
  return Object.freeze({
    ...(flat as Omit<SettingValues, Grouped>),
    data_dir: path.resolve(values.data_dir ?? defaultDataFolder(env)),
    data_dir_given: values.data_dir !== undefined,
    s3: s3Config(values),
    slack: slackConfig(values, env),
    openid: openIdConfig(values),
    mail: mailConfig(values),
    mail_limits: { recipient: values.mail_recipient, tenant: values.mail_tenant, person: values.mail_person },
    ledger: ledgerConfig(values),
    limits: limitSettings(values),
    timeouts: timeoutSettings(values),
  })
}

const isGrouped = (field: string): boolean =>
  /^(s3_|slack_|openid_|mail)/.test(field) || field in LIMIT_SETTINGS || field in LEDGER_SETTINGS

/** https://specifications.freedesktop.org/basedir-spec */
const defaultDataFolder = ({ XDG_DATA_HOME }: Environment): string =>
  path.join(XDG_DATA_HOME || path.join(homedir(), '.local', 'share'), 'docgen')

/** Reads `api,worker` as a set; undefined if it names none, or unknown ones. */
export const parseRoles = (written: string): Config['roles'] | undefined => roleList.safeParse(written).data
