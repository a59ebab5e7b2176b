/** Asks every route of the console who may what. */
import { expect } from 'vitest'
import { ROLES } from '../../../src/domain/kernel/access.ts'
import { type Account, LETTER_FILE, type Reply, type TenantsService } from '../services/tenants.ts'
import { type Cell, sense, SHARED, type Subjects, type Whose, World } from './world.ts'

/** Pages that are there for everybody. */
const OPEN = [
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-in/email',
  'POST /sign-in/key',
  'GET /answer',
  'POST /answer',
  'POST /answer/email',
  'GET /answer/begin',
  'POST /answer/begin',
  'GET /answer/return',
  'POST /answer/return',
  'GET /assets/:hash/:name',
  'GET /favicon.ico',
]
/** These end the session. */
const LAST = ['POST /account/sessions/end', 'POST /sign-out']

/** The pages that need a session, those that end it last. */
export const pagesOf = ({ pages }: TenantsService): readonly string[] => [
  ...pages.filter((page) => !OPEN.includes(page) && !LAST.includes(page)),
  ...LAST,
]

function subjectOf(page: string): keyof Subjects | undefined {
  if (/^\w+ \/templates\/:id/.test(page)) return 'template'
  if (/^\w+ \/(?:generations|operations\/parked)\/:id/.test(page)) return 'generation'
  if (page.endsWith('/asked/:id')) return 'rest'
  if (page.includes('/asked/:id')) return 'delegated'
  if (page.includes('/keys/:id')) return 'key'
  if (page.includes('/account/sessions/:id')) return 'session'
  if (page.includes('/sessions/:actor')) return 'person'
  if (page.includes('/mails/:id')) return 'mail'
  if (page.includes('/people/:id/invitation')) return 'invited'
  if (page.includes('/people/:id')) return 'person'
  expect(page, 'has an id of a kind that the matrix does not know').not.toMatch(/:(?:id|actor)/)
  return undefined
}

const file = () => new File([LETTER_FILE], 'letter.txt')

/** What the forms send; pages without a line send nothing but their token. */
const FORMS: Readonly<Record<string, (() => Record<string, string | File>) | undefined>> = {
  'POST /templates': () => ({ file: file(), name: 'Another' }),
  'POST /verify': () => ({ file: file() }),
  'POST /templates/marked': () => ({ file: file() }),
  'POST /templates/:id/versions': () => ({ file: file() }),
  'POST /templates/:id/questions': () => ({ q: 'name', label: 'Whose name', kind: 'text' }),
  'POST /templates/:id/waiting-times': () => ({ idle_days: '', reminders: '' }),
  'POST /templates/:id/access': () => ({ use: 'everyone', edit: 'everyone' }),
  'POST /generations': () => ({ template_id: SHARED }),
  'POST /generations/:id/answers': () => ({ name: 'name', value: 'x' }),
  'POST /generations/:id/hand-over': () => ({ part: 'rest', who: 'Grace' }),
  'POST /generations/:id/hand-over/mail': () => ({ name: 'name' }),
  'POST /generations/:id/confirm': () => ({ revision: '0' }),
  'POST /asked/:id/:name': () => ({ value: 'x' }),
  'POST /groups': () => ({ group: 'Legal', person: 'Grace' }),
  'POST /groups/remove': () => ({ group: 'Legal', person: 'person:nobody' }),
  'POST /people': () => ({ name: 'x' }),
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
  const session = page.includes(':actor/:id') ? await world.subject('session', whose, account, id) : ''
  const link = page.includes(':link') ? await world.subject('link', whose, account) : ''
  const [method = '', path = ''] = page.split(' ')
  const values: Record<string, string> = {
    id: session === '' ? id : session,
    actor: id,
    version: '1',
    link,
    name: path.includes('samples') ? 'rental-agreement' : 'name',
    sha256: 'a'.repeat(64),
  }
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
  return { reply: await account.send(method, address, FORMS[page]?.()), ids: [id, session, link].filter(Boolean) }
}

const isRefused = ({ status }: Reply): boolean => status === 401 || status === 403

async function cellOf(account: Account, page: string, world: World): Promise<Cell> {
  const role = account.caller.roles.join()
  const own = await ask(account, page, 'own', world)
  // The start page sends auditors and reporters on to theirs.
  if (subjectOf(page) === undefined) return isRefused(own.reply) ? 'no' : 'yes'
  const unknown = await ask(account, page, 'unknown', world)
  const other = await ask(account, page, 'other', world)
  const foreign = await ask(account, page, 'foreign', world)
  const hidden = sense(unknown.reply, ...unknown.ids)
  expect(sense(foreign.reply, ...foreign.ids), `${page} across tenants for ${role}`).toBe(hidden)
  // What is not there answers the same, so that nobody learns who is.
  if (unknown.reply.status < 400) return 'yes'
  if (isRefused(own.reply)) {
    expect([page, role, other.reply.status]).toEqual([page, role, own.reply.status])
    return 'no'
  }
  // Guests may have had conversations before; they have none any more.
  if (sense(own.reply, ...own.ids) === hidden) return sense(other.reply, ...other.ids) === hidden ? 'no' : 'all'
  return sense(other.reply, ...other.ids) === hidden ? 'own' : 'all'
}

/** The table's rows for these pages, found out by asking. */
export async function consoleCells(
  service: TenantsService,
  pages: readonly string[],
): Promise<ReadonlyMap<string, readonly Cell[]>> {
  await service.app.people.add({ tenant: 'default', name: 'Grace', kind: 'person' })
  const world = new World(service, 'slack-t1')
  const found = new Map<string, Cell[]>()
  for (const page of pages) {
    const cells: Cell[] = []
    for (const role of ROLES) {
      const account = service.people.get('default')!.get(role)!
      // The session has ended with the page before.
      cells.push(page === 'POST /sign-out' ? 'yes' : await cellOf(account, page, world))
    }
    found.set(page, cells)
  }
  return found
}
