/**
 * The first day: how many clicks the first question is away, from everywhere. Typing and sending is no click; a button
 * is one, a field to choose in is two, a tab is one. The question counts as seen in a modal, or in the app's direct
 * messages while no thread is open.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
const OUTSIDE = { in: 'app', outside: true } as const
const QUESTION = /Who writes the letter/
const SELECT = 'Type to search'

let people = 0
/** Somebody whom the app has never seen, in a channel with it. */
function newPerson(locale = 'en-US'): Person {
  const person = docgen.acme.person(`p${String((people += 1))}`, { locale })
  docgen.acme.channel(`room${String(people)}`, { members: [person], bot: true })
  return person
}
const room = (): string => `room${String(people)}`

/** Counts what a person clicks. */
function counted(person: Person) {
  let clicks = 0
  return {
    click: async (...what: Parameters<Person['click']>): Promise<void> => {
      clicks += 1
      await person.click(...what)
    },
    choose: async (...what: Parameters<Person['choose']>): Promise<void> => {
      clicks += 2
      await person.choose(...what)
    },
    openTab: (): void => void (clicks += 1),
    clicks: () => clicks,
  }
}

async function fill(count: number): Promise<void> {
  for (; templates < count; templates += 1)
    await docgen.template(`Paper ${String(templates)}`, 'Dear {{recipient_name}}.')
  await docgen.settled()
}
/** The example that the author adds. */
let templates = 1

tellStories((opened) => {
  docgen = opened
})

describe('without any template', () => {
  it('whoever may make one is told how, and an example is one click away from being begun', async () => {
    const ana = newPerson()
    await ana.say('hello', { in: 'app' })
    await ana.waitFor(/Authors make them/)
    const { tenant, actor } = (await docgen.people.findByUser(docgen.acme.id, ana.id))!
    await docgen.people.change(tenant, actor, { name: 'Ana Lee', roles: ['author'] })
    await ana.command('/docgen')
    expect(await ana.waitForModal(/no templates yet/)).toMatch(/Drop a Word file on me[\s\S]*Add an example/)
    await ana.close()
    await ana.openHome()
    await ana.waitForHome(/no templates yet[\s\S]*Add an example/)

    // Others hear whom to ask.
    const ben = newPerson('de-DE')
    await ben.command('/docgen')
    expect(await ben.waitForModal(/noch keine Vorlagen/)).toMatch(/Fragen Sie Ana Lee/)
    await ben.close()
    await ben.openHome()
    expect(await ben.waitForHome(/Fragen Sie Ana Lee/)).not.toMatch(/Beispiel/)
    await ben.say('docgen list', { in: 'app' })
    await ben.waitFor(/Fragen Sie Ana Lee/)

    await ana.command('/docgen')
    await ana.waitForModal(/Add an example/)
    await ana.click('Add an example')
    expect(await ana.waitForModal(/is there/)).toMatch(/\[Start\]/)
    await ana.click('Start')
    await ana.waitForModal(/has begun/)
  })
})

describe.each([1, 5, 200])('with %s templates', (count) => {
  beforeAll(() => fill(count), 60_000)

  const ways: readonly [string, (person: Person, by: ReturnType<typeof counted>) => Promise<unknown>][] = [
    [
      '/docgen',
      async (person, by) => {
        await person.command('/docgen', '', { in: room() })
        return pick(person, by)
      },
    ],
    [
      'the shortcut for everything',
      async (person, by) => {
        await person.shortcut('New document')
        return pick(person, by)
      },
    ],
    [
      'the shortcut of a message',
      async (person, by) => {
        await person.shortcut('Document from message', await person.say('see below', { in: room() }))
        return pick(person, by)
      },
    ],
    [
      '/docgen with a name',
      async (person) => {
        await person.command('/docgen', 'letter', { in: room() })
        const begun = await person.waitFor(/has begun/, { in: room() })
        expect(begun.ephemeral).toBe(true)
        return person.waitFor(QUESTION, OUTSIDE)
      },
    ],
    [
      'the App Home',
      async (person, by) => {
        by.openTab()
        await person.openHome()
        await person.waitForHome(/Letter/)
        await by.click('Start: Letter', { on: 'home' })
        return person.waitForModal(QUESTION)
      },
    ],
    [
      'a mention',
      async (person, by) => {
        await person.say('@docgen', { in: room() })
        await choose(person, by, { in: room() })
        return person.waitForModal(QUESTION)
      },
    ],
    [
      'a message to the app',
      async (person, by) => {
        await person.say('hello', { in: 'app' })
        await choose(person, by, { in: 'app' })
        return person.waitFor(QUESTION, OUTSIDE)
      },
    ],
  ]

  it.each(ways)('%s: two clicks at most', async (_, go) => {
    const person = newPerson()
    const by = counted(person)
    await go(person, by)
    expect(by.clicks()).toBeLessThanOrEqual(2)
    // It waits in the direct messages, too, for whoever closes the form.
    await person.waitFor(QUESTION, OUTSIDE)
  })

  async function pick(person: Person, by: ReturnType<typeof counted>): Promise<unknown> {
    const modal = await person.waitForModal(/What would you like to make|All templates/)
    if (modal.includes('All templates')) await by.choose('Letter', SELECT)
    else await by.click('Start: Letter')
    return person.waitForModal(QUESTION)
  }

  async function choose(person: Person, by: ReturnType<typeof counted>, where: { in: string }): Promise<void> {
    const offered = await person.waitFor(/Letter|All templates/, where)
    if (offered.text.includes('All templates')) await by.choose('Letter', SELECT, { on: offered })
    else await by.click('Start: Letter', { on: offered })
  }
})

const OTHER = 'T0OTHER0001'

describe.each([
  ['guests', 'gus', { isGuest: true }],
  ['people of other companies, here by Slack Connect,', 'zoe', { homeTeam: OTHER }],
])('%s', (_, name, who) => {
  const NAMES = /Letter|Paper/
  const lobby = `lobby-of-${name}`
  let guest: Person
  const settled = () => {
    expect(guest.transcript('everything')).not.toMatch(NAMES)
    expect(guest.modal() ?? '').not.toMatch(NAMES)
  }
  beforeAll(() => {
    guest = docgen.acme.person(name, who)
    docgen.acme.channel(lobby, { members: [guest], bot: true, sharedWith: 'homeTeam' in who ? [OTHER] : [] })
  })
  afterEach(() => settled())

  it('are told at once: by /docgen, with a name and without', async () => {
    await guest.command('/docgen')
    await guest.waitForModal(/Documents are for members/)
    await guest.close()
    for (const words of ['letter', 'list', 'help']) await guest.command('/docgen', words, { in: lobby })
    await guest.waitUntil(
      'three answers',
      () => guest.messages({ in: lobby }).filter(({ text }) => text.includes('for members')).length === 3,
    )
  })

  it('by the shortcuts', async () => {
    await guest.shortcut('New document')
    await guest.waitForModal(/Documents are for members/)
    await guest.close()
    await guest.shortcut('Document from message', await guest.say('see below', { in: lobby }))
    await guest.waitForModal(/Documents are for members/)
    await guest.close()
  })

  it('by the App Home', async () => {
    await guest.openHome()
    expect(await guest.waitForHome(/Documents are for members/)).not.toMatch(NAMES)
  })

  it('by a mention and a message', async () => {
    const before = guest.messages({ in: lobby }).at(-1)!
    await guest.say('@docgen', { in: lobby })
    await guest.waitFor(/Documents are for members/, { in: lobby, after: before })
    await guest.say('hello', { in: 'app' })
    await guest.waitFor(/Documents are for members/, { in: 'app' })
  })
})
