/** The settings and dependencies of the Slack adapter. */
import type { Context } from 'hono'
import type { Caller } from '../../../domain/kernel/access.ts'
import type { PostingWindows } from './transport/calling/rate-limiter.ts'
import type { ButtonLimits } from './transport/posting/button-budget.ts'
import type { App } from '../../../ports/app.ts'
import type { Inbox } from '../../../ports/slack/inbox.ts'
import type { InboxJobs } from '../../../ports/slack/inbox-jobs.ts'
import type { Arrivals } from '../../../ports/slack/arrivals.ts'
import type { Installations } from '../../../ports/slack/installations.ts'
import type { Organisations } from '../../../ports/slack/organisations.ts'
import type { People } from '../../../ports/people/people.ts'
import type { SlackRecords } from '../../../ports/slack/slack-records.ts'

/** The settings from the environment. */
export interface SlackSettings {
  /** Needed unless everything comes over a socket. */
  readonly signing_secret: string | undefined
  /** One workspace, without OAuth. */
  readonly bot_token: string | undefined
  /** The token as its file has it now; left out where it does not change. */
  readonly currentBotToken?: (() => string | undefined) | undefined
  /** Many workspaces, by OAuth. */
  readonly oauth: { readonly client_id: string; readonly client_secret: string } | undefined
  /** Socket Mode. */
  readonly app_token: string | undefined
  /** `https://slack.com/api/` */
  readonly api_url: string
  readonly tenancy: 'shared' | 'workspace'
  /** The tenant of a single workspace. */
  readonly tenant: string
  /** The https address that people use: Slack sends them back there after an installation; links lead there. */
  readonly public_url: string | undefined
  /** Whether people sign in to the console with Slack. */
  readonly sign_in: boolean
  /** Where people find help: a page or a `mailto:` address. */
  readonly support_url: string | undefined
  /** The operator's page on privacy. */
  readonly privacy_url: string | undefined
}

/** The ports and stores of the adapter. */
export interface SlackDeps {
  readonly app: App
  readonly inbox: Inbox
  readonly inboxJobs: InboxJobs
  readonly installations: Installations
  readonly organisations: Organisations
  readonly arrivals: Arrivals
  readonly records: SlackRecords
  readonly people: People
  /** The caller who is signed in to the console, from the request's cookies. */
  readonly signedIn: (c: Context) => Promise<Caller | undefined>
  /** How fast messages are posted; as Slack's limits want it by default. */
  readonly pace?: PostingWindows
  /** When messages go without buttons; as Slack's limits want it by default. */
  readonly buttons?: ButtonLimits
  /** Waits; by the real clock by default. */
  readonly sleep?: (ms: number) => Promise<unknown>
}
