/** Asks every operation of the OpenAPI document who may what. */
import { expect } from 'vitest'
import { ROLES } from '../../../src/domain/kernel/access.ts'
import { DEFAULT_ACCESS } from '../../../src/domain/template/template-access.ts'
import {
  type Account,
  LETTER_FILE,
  type Reply,
  TENANTS,
  type Tenant,
  type TenantsService,
} from '../services/tenants.ts'
import { type Cell, sense, SHARED, type Subjects, type Whose, World } from './world.ts'

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly installation: boolean
}

/** Those of the served document. */
export async function operationsOf(service: TenantsService): Promise<readonly Operation[]> {
  const { text } = await service.keys.get('default')!.get('admin')!.send('GET', '/openapi.json')
  const document = JSON.parse(text) as {
    paths: Record<string, Record<string, { operationId: string; 'x-installation'?: true }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => path.startsWith('/api/'))
      .map(([method, operation]) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        installation: operation['x-installation'] === true,
      })),
  )
}

/** What `{id}` of an operation is of. */
function subjectOf({ path, method }: Operation): keyof Subjects | undefined {
  if (path.includes('/templates/{')) return 'template'
  if (path.includes('/delegated-questions/{')) return 'delegated'
  if (path.includes('/generations/{') || path.includes('/parked/{id}')) return 'generation'
  if (path.includes('/keys/{')) return 'key'
  if (path.includes('/mails/{')) return 'mail'
  if (path.endsWith('/people/{id}/invitation')) return 'invited'
  if (path.includes('/people/{') || path.includes('/members/{')) return 'person'
  if (path.includes('/sessions/{')) return 'session'
  // Nobody has an event or a finding of their own: roles alone decide.
  if (path.includes('/audit/{') || path.includes('/findings/{')) return undefined
  expect([method, path].join(' '), 'has an id of a kind that the matrix does not know').not.toContain('{id}')
  return undefined
}

/** No list, and not there without a ledger. */
const OF_THE_LEDGER = new Set(['getHistoryHead', 'proveAuditEntry'])

const NOBODYS = '00000000-0000-4000-8000-000000000000'

const file = (): FormData => {
  const form = new FormData()
  form.set('file', new File([LETTER_FILE], 'letter.txt'))
  return form
}

/** Bodies that are well-formed, so that nothing but who asks decides. */
const BODIES: Readonly<Record<string, ((colleague: string) => unknown) | undefined>> = {
  registerTemplate: file,
  reviseTemplate: file,
  inspectTemplate: file,
  verifyDocument: file,
  markMistakes: file,
  refineQuestions: () => ({ questions: [{ name: 'name', label: 'Whose name' }] }),
  setTemplateLanguage: () => ({ language: 'de-DE' }),
  setWaitingTimes: () => ({ idle_days: null, reminders: null }),
  setTemplateAccess: () => DEFAULT_ACCESS,
  publishTemplateLink: () => ({ title: 'Tenants' }),
  tryAnswer: () => ({ name: 'name', value: 'x' }),
  beginGeneration: () => ({ template_id: SHARED }),
  makeDocument: () => ({ template_id: SHARED, answers: { name: 'x', matter: 'y', items: [] } }),
  answerQuestion: () => ({ value: 'x' }),
  setGenerationLanguage: () => ({ locale: 'de-DE' }),
  delegateQuestion: (to) => ({ to }),
  handOver: (to) => ({ question: 'name', to }),
  mailHandOver: () => ({ question: 'name' }),
  withdrawHandOver: () => ({ question: 'name' }),
  answerDelegatedQuestion: () => ({ value: 'x' }),
  createKey: () => ({ name: 'x', roles: ['requester'] }),
  invitePerson: () => ({ name: 'x' }),
  setPersonRoles: () => ({ roles: ['author'] }),
}

async function ask(
  account: Account,
  operation: Operation,
  whose: Whose,
  world: World,
): Promise<{ reply: Reply; ids: string[] }> {
  const kind = subjectOf(operation)
  const id = kind === undefined || kind === 'session' ? '' : await world.subject(kind, whose, account)
  const session = operation.path.includes('{session}')
    ? await world.subject('session', whose, account, id || undefined)
    : ''
  const values: Record<string, string> = {
    id: id || NOBODYS,
    session,
    version: '1',
    name: operation.path.includes('projections') ? 'templates' : operation.path.includes('/lists/') ? 'items' : 'name',
    item: '1',
    sha256: 'a'.repeat(64),
    group: 'Legal',
    link: operation.path.includes('{link}') ? await world.subject('link', whose, account) : '',
  }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
  const query = operation.id === 'findColleagues' ? '?search=person' : ''
  const body = operation.method === 'GET' ? undefined : BODIES[operation.id]?.(world.colleagueOf(account))
  return {
    reply: await account.send(operation.method, path + query, body),
    ids: [id, session, values['link']!].filter(Boolean),
  }
}

const isRefused = ({ status }: Reply): boolean => status === 401 || status === 403

/** What the role may, found out by asking. */
async function cellOf(account: Account, operation: Operation, world: World): Promise<Cell> {
  const [role] = account.caller.roles
  const own = await ask(account, operation, 'own', world)
  if (subjectOf(operation) === undefined) return isRefused(own.reply) ? 'no' : 'yes'
  const { unknown, other, foreign } = {
    unknown: await ask(account, operation, 'unknown', world),
    other: await ask(account, operation, 'other', world),
    foreign: await ask(account, operation, 'foreign', world),
  }
  // Another tenant's is as what is not there: not a word differs.
  expect(sense(foreign.reply, ...foreign.ids), `${operation.id} across tenants`).toBe(
    sense(unknown.reply, ...unknown.ids),
  )
  if (isRefused(own.reply)) {
    expect([operation.id, role, other.reply.status]).toEqual([operation.id, role, own.reply.status])
    return 'no'
  }
  const hidden = sense(unknown.reply, ...unknown.ids)
  expect(sense(own.reply, ...own.ids), `${operation.id} on the caller’s own`).not.toBe(hidden)
  return sense(other.reply, ...other.ids) === hidden ? 'own' : 'all'
}

/** The table's rows for these operations, found out by asking. */
export async function apiCells(
  service: TenantsService,
  operations: readonly Operation[],
): Promise<ReadonlyMap<string, readonly Cell[]>> {
  const world = new World(service, 'openid-0a1b2c3d4e5f-acme')
  const found = new Map<string, Cell[]>()
  for (const operation of operations) {
    const cells: Cell[] = []
    for (const role of ROLES) cells.push(await cellOf(service.keys.get('default')!.get(role)!, operation, world))
    found.set(operation.id, cells)
  }
  return found
}

/** Fails where an admin of the tenant reaches anything of `default`, or of the installation. */
export async function expectNothingReached(
  service: TenantsService,
  tenant: Tenant,
  operations: readonly Operation[],
): Promise<void> {
  const admin = service.keys.get(tenant)!.get('admin')!
  const world = new World(service, 'default')
  for (const operation of operations) {
    if (operation.installation) {
      expect([operation.id, (await ask(admin, operation, 'own', world)).reply.status]).toEqual([operation.id, 403])
      continue
    }
    const kind = subjectOf(operation)
    if (kind === undefined || kind === 'session') continue
    const foreign = await ask(admin, operation, 'foreign', world)
    const unknown = await ask(admin, operation, 'unknown', world)
    expect(sense(foreign.reply, ...foreign.ids), operation.id).toBe(sense(unknown.reply, ...unknown.ids))
  }
}

/** Fails where a list that an admin of the tenant reads holds anything of another one. */
export async function expectOwnLists(
  service: TenantsService,
  tenant: Tenant,
  operations: readonly Operation[],
): Promise<void> {
  const admin = service.keys.get(tenant)!.get('admin')!
  const world = new World(service, 'default')
  for (const operation of operations.filter((one) => one.method === 'GET' && subjectOf(one) === undefined)) {
    if (operation.installation || OF_THE_LEDGER.has(operation.id)) continue
    const { reply } = await ask(admin, operation, 'own', world)
    expect([operation.id, reply.status]).toEqual([operation.id, 200])
    for (const other of TENANTS.filter((one) => one !== tenant)) {
      // The names of its templates say whose they are, and actor ids are of one tenant each.
      expect(reply.text.includes(`of ${other}"`), `${operation.id} of ${tenant} names ${other}`).toBe(false)
      for (const { caller } of service.keys.get(other)!.values())
        expect(reply.text.includes(caller.actor), `${operation.id} of ${tenant} names somebody of ${other}`).toBe(false)
    }
  }
}
