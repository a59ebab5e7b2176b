/** What there is in each tenant to be reached, and the requests of the matrices for it. */
import { randomUUID } from 'node:crypto'
import { createdId, createCommandRequest } from '../../../src/commands/command-metadata.ts'
import { delegateQuestion } from '../../../src/commands/generation/delegate-question.ts'
import { handOver as handPart } from '../../../src/commands/generation/handing/hand-over.ts'
import { requestGeneration } from '../../../src/commands/generation/beginning/request-generation.ts'
import { registerTemplate } from '../../../src/commands/template/register-template.ts'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import { type Account, LETTER_FILE, TENANTS, type Tenant, type TenantsService } from '../services/tenants.ts'

/** Whose something is: the caller's, somebody else's of the tenant, another tenant's, or nobody's. */
export const WHOSE = ['own', 'other', 'foreign', 'unknown'] as const
export type Whose = (typeof WHOSE)[number]

/** Ids by what they are of. */
export interface Subjects {
  readonly template: string
  readonly generation: string
  readonly delegated: string
  /** A conversation whose rest was handed to the caller. */
  readonly rest: string
  readonly key: string
  readonly person: string
  /** Somebody who was invited, and has not come. */
  readonly invited: string
  /** One that could not be sent. */
  readonly mail: string
  readonly session: string
  /** Of the tenant’s own template. */
  readonly link: string
}

const NOWHERE: Subjects = {
  template: 'nothing-of-that-name',
  generation: randomUUID(),
  delegated: randomUUID(),
  rest: randomUUID(),
  key: randomUUID(),
  person: `person:${randomUUID()}`,
  invited: `person:${randomUUID()}`,
  mail: randomUUID(),
  session: randomUUID(),
  link: randomUUID(),
}

/** The template that every tenant has under one name, and one that only the tenant has. */
export const SHARED = 'letter'
const onlyOf = (tenant: string): string => `only-${tenant}`.toLowerCase()

/** Registers the shared one in each tenant, and the other where `alone` says so. */
export async function registerTemplates(service: TenantsService, alone: readonly Tenant[]): Promise<void> {
  for (const tenant of TENANTS) {
    for (const id of [SHARED, onlyOf(tenant)].slice(0, alone.includes(tenant) ? 2 : 1)) {
      const bytes = Buffer.from(LETTER_FILE)
      const caller: Caller = { actor: `person:author-of-${tenant}`, tenant, roles: ['author'] }
      const template = { id, name: `${id} of ${tenant}`, file_name: 'letter.txt', bytes, draft: false }
      await registerTemplate(service.app, template, requestOf(service, caller))
    }
  }
}

type WithApp = Pick<TenantsService, 'app'>

const requestOf = ({ app }: WithApp, caller: Caller) =>
  createCommandRequest(app, { caller, surface: 'http', request: randomUUID() })

/** A new conversation of the caller, whatever their roles are. */
export async function begin(service: WithApp, caller: Caller, template_id = SHARED): Promise<string> {
  const request = requestOf(service, { ...caller, roles: ['requester'] })
  const id = createdId(request)
  await requestGeneration(service.app, { id, template_id, locale: 'en-GB', zone: 'UTC' }, request)
  return id
}

/** The question `name` of a new conversation, handed to somebody. */
export async function handOver(service: WithApp, from: Caller, to: string, template_id = SHARED): Promise<string> {
  const id = await begin(service, from, template_id)
  const request = requestOf(service, { ...from, roles: ['requester'] })
  await delegateQuestion(service.app, { id, name: 'name', to }, request)
  return id
}

/** A new conversation whose rest was handed to somebody of the tenant. */
async function handOverRest(service: WithApp, from: Caller, to: string): Promise<string> {
  const id = await begin(service, from)
  const request = requestOf(service, { ...from, roles: ['requester'] })
  if (!(await service.app.people.isKnown(from.tenant, to)))
    await service.app.people.add({ tenant: from.tenant, actor: to, name: 'Somebody', kind: 'person' })
  await handPart(service.app, { id, to }, request, 'http://localhost')
  return id
}

const LATER = '2099-01-01T00:00:00.000Z'

/** A mail that its server refused. */
async function failedMail({ app }: WithApp, tenant: string): Promise<string> {
  const { mails } = app.mail!
  // An address may have few.
  const content = { to: `${randomUUID()}@example.com`, subject: 'Hello', text: 'Hello' }
  await mails.queue({ tenant, kind: 'sign_in', actor: null, by: null, content, expires_at: LATER })
  const queued = (await mails.list(tenant, 100)).find(({ to }) => to === content.to)!
  await mails.failed(queued.id, '550 No such mailbox')
  return queued.id
}

/** What the caller meets under each of `WHOSE`; sessions are made anew for each request, because they end. */
export class World {
  readonly #service: TenantsService
  readonly #foreign: Tenant
  readonly #made = new Map<string, Promise<string>>()

  constructor(service: TenantsService, foreign: Tenant) {
    this.#service = service
    this.#foreign = foreign
  }

  /** The id of one; `session` is of `person`, or of whoever it is. */
  async subject(kind: keyof Subjects, whose: Whose, { caller }: Account, person?: string): Promise<string> {
    if (whose === 'unknown') return NOWHERE[kind]
    const tenant = whose === 'foreign' ? this.#foreign : caller.tenant
    const somebody: Caller = { actor: `person:somebody-of-${tenant}`, tenant, roles: ['requester'] }
    const owner = whose === 'own' ? caller : somebody
    if (kind === 'session')
      return (await this.#service.app.sessions.begin({ actor: person ?? owner.actor, tenant, method: 'link' })).id
    const key = JSON.stringify([kind, whose, tenant, owner.actor])
    const made = this.#made.get(key) ?? this.#make(kind, owner)
    this.#made.set(key, made)
    return made
  }

  /** The id of somebody else of the tenant. */
  colleagueOf({ caller: { tenant } }: Account): string {
    return this.#service.keys.get(tenant as Tenant)!.get('reporter')!.caller.actor
  }

  async #make(kind: keyof Subjects, owner: Caller): Promise<string> {
    const { app } = this.#service
    const { tenant } = owner
    switch (kind) {
      case 'template':
        return onlyOf(tenant)
      case 'generation':
        return begin(this.#service, owner)
      case 'delegated':
        return handOver(this.#service, { ...owner, actor: `person:asks-in-${tenant}` }, owner.actor)
      case 'rest':
        return handOverRest(this.#service, { ...owner, actor: `person:asks-in-${tenant}` }, owner.actor)
      case 'key':
        return (await app.apiKeys.create({ name: 'spare', tenant, roles: ['requester'] })).key.id
      case 'invited': {
        const { actor } = await app.people.add({ tenant, name: 'Invited', kind: 'person' })
        await app.invitations.open(tenant, { actor, by: owner.actor, expires_at: LATER, mailed: false })
        return actor
      }
      case 'link': {
        const template_id = onlyOf(tenant)
        const said = { tenant, template_id, title: 'Spare', asks_email: false, uses: 1, expires_at: LATER }
        return (await app.templateLinks.create({ ...said, made_by: owner.actor })).link.id
      }
      case 'mail':
        return failedMail(this.#service, tenant)
      default:
        return (await app.people.add({ tenant, name: 'Spare', kind: 'person' })).actor
    }
  }
}

/** A cell of the table: refused, allowed, allowed for one's own only, or for everybody's of the tenant. */
export type Cell = 'no' | 'yes' | 'own' | 'all'

/** The rows of a table of docs/access.md, by their first column. */
export function readTable(markdown: string, heading: string): Map<string, Cell[]> {
  const section = markdown.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return new Map(
    rows.map((line) => {
      const [, name = '', ...cells] = line.split('|').map((cell) => cell.trim())
      return [name.replaceAll('`', ''), cells.slice(0, -1) as Cell[]]
    }),
  )
}

/** What an answer says, without what differs from request to request. */
export function sense({ status, text }: { status: number; text: string }, ...ids: readonly string[]): string {
  const hidden = ids.reduce((all, id) => all.replaceAll(id, '#').replaceAll(encodeURIComponent(id), '#'), text)
  const plain = hidden.replaceAll(/"(?:request_id|at|timestamp)":"[^"]*"/g, '').replaceAll(/value="[^"]{20,}"/g, '')
  return `${status} ${plain}`
}

/** As lines of the table, in order. */
export const linesOf = (table: ReadonlyMap<string, readonly Cell[]>): string[] =>
  [...table].map(([name, cells]) => `| \`${name}\` | ${cells.join(' | ')} |`).sort()

/** Every n-th row from a random one on, which the message of a failure names. */
export function sampleOf<T>(rows: readonly T[], every: number): readonly T[] {
  const from = Math.floor(Math.random() * every)
  return rows.filter((_, index) => index % every === from)
}
