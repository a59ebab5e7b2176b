/**
 * Every route of the console, for every role, on what is one's own, somebody else's and another tenant's; held against
 * docs/access.md. A route that is missing there fails.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES, type Role } from '../../../../../src/domain/kernel/access.ts'
import { type Account, LETTER_FILE, type Reply, tenantsService, type TenantsService } from '../../../../support/services/tenants.ts'
import { type Cell, readTable, registerTemplates, sense, SHARED, type Subjects, type Whose, World } from './world.ts'

/** Pages that are there for everybody, or that end the session. */
const OPEN = ['GET /sign-in', 'POST /sign-in', 'GET /assets/:hash/:name', 'GET /favicon.ico']
const LAST = ['POST /account/sessions/end', 'POST /sign-out']

let service: TenantsService
beforeAll(async () => {
  service = await tenantsService()
  await registerTemplates(service, ['default', 'slack-t1'])
})
afterAll(() => service.close())

function subjectOf(page: string): keyof Subjects | undefined {
  if (/^\w+ \/templates\/:id/.test(page)) return 'template'
  if (/^\w+ \/(?:generations|operations\/parked)\/:id/.test(page)) return 'generation'
  if (page.includes('/asked/:id')) return 'delegated'
  if (page.includes('/keys/:id')) return 'key'
  if (page.includes('/account/sessions/:id')) return 'session'
  if (page.includes('/sessions/:actor')) return 'sessionOf'
  expect(page, 'has an id of a kind that the matrix does not know').not.toMatch(/:(?:id|actor)/)
  return undefined
}

const file = () => new File([LETTER_FILE], 'letter.txt')

/** What the forms send; pages without a line send nothing but their token. */
const FORMS: Readonly<Record<string, (() => Record<string, string | File>) | undefined>> = {
  'POST /templates': () => ({ file: file(), name: 'Another' }),
  'POST /templates/marked': () => ({ file: file() }),
  'POST /templates/:id/versions': () => ({ file: file() }),
  'POST /templates/:id/questions': () => ({ q: 'name', label: 'Whose name', kind: 'text' }),
  'POST /templates/:id/access': () => ({ use: 'everyone', edit: 'everyone' }),
  'POST /generations': () => ({ template_id: SHARED }),
  'POST /generations/:id/answers': () => ({ name: 'name', value: 'x' }),
  'POST /generations/:id/confirm': () => ({ revision: '0' }),
  'POST /asked/:id/:name': () => ({ value: 'x' }),
  'POST /groups': () => ({ group: 'Legal', person: 'author person' }),
  'POST /groups/remove': () => ({ group: 'Legal', person: service.people.get('default')!.get('author')!.caller.actor }),
  'POST /keys': () => ({ name: 'x', roles: 'requester' }),
}

async function ask(
  account: Account,
  page: string,
  whose: Whose,
  world: World,
): Promise<{ reply: Reply; ids: string[] }> {
  const kind = subjectOf(page)
  const id = kind === undefined ? '' : await world.subject(kind, whose, account)
  const session = page.includes(':actor/:id') ? await world.subject('session', whose, account) : ''
  const [method = '', path = ''] = page.split(' ')
  const values: Record<string, string> = {
    id: session === '' ? id : session,
    actor: id,
    version: '1',
    name: path.includes('samples') ? 'rental-agreement' : 'name',
    sha256: 'a'.repeat(64),
  }
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
  return { reply: await account.send(method, address, FORMS[page]?.()), ids: [id, session].filter(Boolean) }
}

const isRefused = ({ status }: Reply): boolean => status === 401 || status === 403

async function cellOf(role: Role, page: string, world: World): Promise<Cell> {
  const account = service.people.get('default')!.get(role)!
  const own = await ask(account, page, 'own', world)
  // The start page sends auditors and reporters on to theirs.
  if (subjectOf(page) === undefined) return isRefused(own.reply) ? 'no' : 'yes'
  const unknown = await ask(account, page, 'unknown', world)
  const other = await ask(account, page, 'other', world)
  const foreign = await ask(account, page, 'foreign', world)
  const hidden = sense(unknown.reply, ...unknown.ids)
  expect(sense(foreign.reply, ...foreign.ids), `${page} across tenants for ${role}`).toBe(hidden)
  if (isRefused(own.reply)) {
    expect([page, role, other.reply.status]).toEqual([page, role, own.reply.status])
    return 'no'
  }
  // Guests may have had conversations before; they have none any more.
  if (sense(own.reply, ...own.ids) === hidden) return sense(other.reply, ...other.ids) === hidden ? 'no' : 'all'
  return sense(other.reply, ...other.ids) === hidden ? 'own' : 'all'
}

test('every page does for every role what docs/access.md says', async () => {
  const world = new World(service, service.people, 'slack-t1')
  const found = new Map<string, Cell[]>()
  const pages = service.pages.filter((page) => !OPEN.includes(page) && !LAST.includes(page))
  for (const page of [...pages, ...LAST]) {
    const cells: Cell[] = []
    for (const role of ROLES) cells.push(page === 'POST /sign-out' ? 'yes' : await cellOf(role, page, world))
    found.set(page, cells)
  }
  const written = readTable(readFileSync('docs/access.md', 'utf8'), 'In the console')
  const lines = (table: ReadonlyMap<string, readonly Cell[]>) =>
    [...table].map(([name, cells]) => `| \`${name}\` | ${cells.join(' | ')} |`).sort()
  expect(lines(written)).toEqual(lines(found))
})
