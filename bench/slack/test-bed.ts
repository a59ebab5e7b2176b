/** The simulated Slack in this process, the service in its own, and one workspace with a template to fill in. */
import { randomBytes } from 'node:crypto'
import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../../test/support/servers/postgres.ts'
import {
  startSlack,
  type SimulatedWorkspace,
  type Simulator,
  type SimulatorOptions,
} from '../../tools/slack-simulator/simulator.ts'
import { readManifest } from '../../tools/slack-simulator/state/manifest.ts'
import { service, type Service } from './service.ts'

/** What is asked, by label; the names are those of the placeholders. */
export const TEXTS = {
  agreement_title: 'Title of the agreement',
  party_name: 'Name of the party',
  place_of_signing: 'Place of signing',
  closing_words: 'Closing words',
} as const
export const LAWS = ['England', 'Delaware', 'Germany'] as const
export const LAW = 'Which law applies?'
export const NOTARY = 'Is a notary needed?'
/** May be skipped. */
export const WITNESS = 'Name of a witness'
export type Label = (typeof TEXTS)[keyof typeof TEXTS] | typeof LAW | typeof NOTARY | typeof WITNESS
export const NAMES: Readonly<Record<Label, string>> = {
  ...Object.fromEntries(Object.entries(TEXTS).map(([name, label]) => [label, name])),
  [LAW]: 'law',
  [NOTARY]: 'has_notary',
  [WITNESS]: 'witness',
} as Record<Label, string>
export const LABELS = Object.keys(NAMES) as Label[]

const TEMPLATE = `Agreement {{agreement_title}}
Party: {{party_name}}
Law: {{law}}
Signed in {{place_of_signing}}
{{#has_notary}}Before a notary.
{{/has_notary}}{{#witness}}Witness: {{witness}}.
{{/witness}}{{closing_words}}
`
const QUESTIONS = [
  ...Object.entries(TEXTS).map(([name, label]) => ({ name, label, kind: 'text' })),
  { name: 'law', label: LAW, kind: 'one_of', choices: LAWS },
  { name: 'has_notary', label: NOTARY, kind: 'yes_no' },
  { name: 'witness', label: WITNESS, kind: 'text', required: false },
]

/** What the document must say. */
export const documentOf = (said: Readonly<Record<string, string | boolean | null>>): string =>
  [
    `Agreement ${String(said['agreement_title'])}`,
    `Party: ${String(said['party_name'])}`,
    `Law: ${String(said['law'])}`,
    `Signed in ${String(said['place_of_signing'])}`,
    ...(said['has_notary'] === true ? ['Before a notary.'] : []),
    ...(said['witness'] == null ? [] : [`Witness: ${said['witness']}.`]),
    String(said['closing_words']),
    '',
  ].join('\n')

export interface TestBed {
  readonly slack: Simulator
  readonly acme: SimulatedWorkspace
  readonly service: Service
  /** The id of the template. */
  readonly template: string
  /** The service's data, and its log. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  close(keep: boolean): Promise<void>
}

export interface WorldOptions extends SimulatorOptions {
  /** On a Postgres of its own, not the embedded database. */
  readonly postgres: boolean
}

export async function openWorld({ postgres, ...options }: WorldOptions): Promise<TestBed> {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-slack-bench-'))
  const docgen = await service(folder)
  const manifest = readManifest(readFileSync(new URL('../../slack-manifest.yaml', import.meta.url), 'utf8'))
  const slack = await startSlack({
    ...options,
    app: { ...manifest, ...options.app, requestUrl: `http://127.0.0.1:${docgen.port}/slack/events` },
  })
  const acme = slack.workspace('Acme')
  const server = postgres ? await startPostgres() : undefined
  const env = {
    ...(server === undefined
      ? {}
      : { DATABASE_URL: await server.freshDatabase(), DOCGEN_MASTER_KEY: randomBytes(32).toString('base64') }),
    SLACK_BOT_TOKEN: acme.install(),
    SLACK_SIGNING_SECRET: slack.app.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  }
  await docgen.start(env)
  const template = await docgen.registerTemplate('agreement', TEMPLATE, QUESTIONS)
  return {
    slack,
    acme,
    service: docgen,
    template,
    folder,
    env,
    async close(keep) {
      await docgen.stop()
      await slack.close()
      await server?.stop()
      if (!keep) rmSync(folder, { recursive: true, force: true })
    },
  }
}
