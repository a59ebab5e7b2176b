/**
 * Several people and several conversations in Slack: colleagues, privacy, corrections, sharing, and what is written
 * beside all threads.
 */
import { describe, expect, it } from 'vitest'
import { createCommandRequest } from '../../../../../../src/commands/command-metadata.ts'
import { changeTemplateAccess } from '../../../../../../src/commands/template/change-template-access.ts'
import { DEFAULT_ACCESS } from '../../../../../../src/domain/template/template-access.ts'
import { provideAnswer } from '../../../../../../src/commands/generation/provide-answer.ts'
import { listGenerations } from '../../../../../../src/queries/generation/list-generations.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack

tellStories(
  async (opened) => {
    docgen = opened
    await docgen.template('Lease', 'Between {{tenant_name}} and us from {{start_date}}, deposit {{deposit_amount}}.')
    await docgen.template('Letter', 'Dear {{recipient_name}}, {{body_text}}', [
      { name: 'body_text', kind: 'long_text', label: 'What to say' },
    ])
  },
  { mails: true },
)

describe('“Ask someone else”', () => {
  it('hands one question to a colleague, who sees that one, and brings the answer back', async () => {
    const [ana, bob] = [
      docgen.acme.person('ana', { realName: 'Ana' }),
      docgen.acme.person('bob', { realName: 'Bob', locale: 'de-DE', tz: 'Europe/Berlin' }),
    ]
    await ana.command('/docgen', 'lease tenant="Secret Ltd"')
    const start = await ana.waitFor(/Start date/)
    await ana.choose('Ask someone else…', 'dg_more', { on: start })
    await ana.waitForModal(/Who can answer/)
    await ana.fillIn({ 'Who can answer this?': 'bob', 'A word to them': 'Please by noon' })
    expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
    const amount = await ana.waitFor(/Deposit amount/)
    const asked = await bob.waitFor(/Start date/)
    expect(asked.text).toMatch(/bittet um Ihre Hilfe[\s\S]*Please by noon/)
    expect(bob.transcript('everything')).not.toMatch(/Secret Ltd/)
    await ana.say('500', { thread: amount })
    const waiting = await ana.waitFor(/Waiting for/)
    expect(waiting.text).toMatch(/Start date/)
    await bob.say('1.5.2027', { thread: asked })
    await ana.waitFor(/has answered[\s\S]*May 1, 2027/)
    const review = await ana.waitFor(/LOOK IT OVER/)
    expect(review.text).toMatch(/May 1, 2027/)
    await bob.waitFor(/bittet um Ihre Hilfe[^]*Start date[^]*Danke\./)
  })

  it('hands one question to an e-mail address, by a link to the console, and is asked the rest meanwhile', async () => {
    const una = docgen.acme.person('una', { realName: 'Una' })
    await una.command('/docgen', 'lease tenant="Secret Ltd"')
    const start = await una.waitFor(/Start date/)
    await una.choose('Ask someone else…', 'dg_more', { on: start })
    await una.waitForModal(/Or their e-mail address/)
    expect(await una.submit()).toMatchObject({ outcome: 'errors' })
    await una.fillIn({ 'Or their e-mail address': 'nowhere' })
    expect(await una.submit()).toMatchObject({ outcome: 'errors' })
    await una.fillIn({ 'Or their e-mail address': 'Expert@Example.com', 'A word to them': 'By noon' })
    expect(await una.submit()).toMatchObject({ outcome: 'cleared' })
    const amount = await una.waitFor(/Deposit amount/)
    const { mails } = docgen.app.mail!
    const [mail] = await mails.list('default', 1)
    expect(mail).toMatchObject({ kind: 'handed_over', to: 'expert@example.com', state: 'waiting' })
    const due = await mails.due(mail!.id)
    const text = due !== undefined && 'content' in due ? due.content.text : ''
    expect(text).toContain('una writes:\n\n> By noon')
    expect(text).toMatch(/https:\/\/docgen\.example\.com\/sign-in\?token=/)
    expect(text).not.toContain('Secret Ltd')
    await una.say('500', { thread: amount })
    const waiting = await una.waitFor(/Waiting for/)
    expect(waiting.text).toMatch(/expert@example\.com/)
    await una.click('I answer it myself', { on: waiting })
    await una.waitFor(/Start date/)
  })

  it('lets nobody but the person asked answer', async () => {
    const [cai, dan] = [docgen.acme.person('cai'), docgen.acme.person('dan')]
    await cai.command('/docgen', 'lease tenant=x start=tomorrow')
    const amount = await cai.waitFor(/Deposit amount/)
    // A click of somebody else can only come from a forged or forwarded message: the answer is refused all the same.
    const share = docgen.acme.channel('deals', { members: [cai, dan], bot: true })
    expect(share).not.toBe('')
    await dan.say('99', { in: 'app' })
    await dan.waitFor(/no open conversation/)
    await cai.say('10', { thread: amount })
    expect((await cai.waitFor(/LOOK IT OVER/)).text).toMatch(/10\.00/)
  })

  it('goes back to the person when they take it back, and the colleague is told', async () => {
    const [eve, fay] = [docgen.acme.person('eve'), docgen.acme.person('fay')]
    await eve.command('/docgen', 'letter body="Hello"')
    await eve.choose('Ask someone else…', 'dg_more', { on: await eve.waitFor(/Recipient name/) })
    await eve.waitForModal(/Who can answer/)
    await eve.fillIn({ 'Who can answer this?': 'fay' })
    expect(await eve.submit()).toMatchObject({ outcome: 'cleared' })
    await fay.waitFor(/Recipient name/)
    await eve.click('I answer it myself', { on: await eve.waitFor(/Waiting for/) })
    await fay.waitFor(/not needed any more/)
    await eve.waitFor(/Recipient name/)
  })

  it('tells the colleague nothing of an answer that the person gives after all', async () => {
    const [pia, quin] = [docgen.acme.person('pia'), docgen.acme.person('quin')]
    await pia.command('/docgen', 'letter body="Hello"')
    const question = await pia.waitFor(/Recipient name/)
    await pia.choose('Ask someone else…', 'dg_more', { on: question })
    await pia.waitForModal(/Who can answer/)
    await pia.fillIn({ 'Who can answer this?': 'quin' })
    expect(await pia.submit()).toMatchObject({ outcome: 'cleared' })
    await quin.waitFor(/Recipient name/)
    const { actor, tenant, roles } = (await docgen.people.findByUser(docgen.acme.id, pia.id))!
    await docgen.settled()
    const [begun] = (
      await listGenerations(
        docgen.app,
        { state: 'asking', requester: actor, limit: 1 },
        { actor, tenant, roles: ['requester', ...roles] },
      )
    ).data
    await provideAnswer(
      docgen.app,
      { id: begun!.id, name: 'recipient_name', value: 'Private Person' },
      createCommandRequest(docgen.app, {
        caller: { actor, tenant, roles: ['requester'] },
        surface: 'console',
        request: 1,
      }),
    )
    expect((await pia.waitFor(/LOOK IT OVER/)).text).toMatch(/Private Person/)
    await quin.waitFor(/not needed any more/)
    expect(quin.transcript('everything')).not.toMatch(/Private/)
  })
})

describe('corrections', () => {
  it('changes an answer by editing one’s message, after a word', async () => {
    const gus = docgen.acme.person('gus')
    await gus.command('/docgen', 'lease')
    const said = await gus.say('Acme Lt', { thread: await gus.waitFor(/Tenant name/) })
    const start = await gus.waitFor(/Start date/)
    await gus.edit(said, 'Acme Ltd')
    const correction = await gus.waitFor(/Change “Tenant name” from “Acme Lt” to “Acme Ltd”/)
    await gus.click('Yes, change it', { on: correction })
    await gus.waitFor(/Tenant name\*\n:white_check_mark: \*Acme Ltd/)
    await gus.edit(said, 'Acme Limited')
    await gus.click('No, keep it', { on: await gus.waitFor(/to “Acme Limited”/) })
    await gus.remove(said)
    await gus.waitFor(/You deleted a message, but your answer is kept: Tenant name: Acme Ltd/)
    await gus.say('today', { thread: start })
    await gus.say('1', { thread: await gus.waitFor(/Deposit amount/) })
    expect((await gus.waitFor(/LOOK IT OVER/)).text).toMatch(/Acme Ltd/)
  })

  it('takes a late answer for the question it stands under', async () => {
    const hal = docgen.acme.person('hal')
    await hal.command('/docgen', 'lease')
    const tenant = await hal.waitFor(/Tenant name/)
    await hal.say('First', { thread: tenant })
    const start = await hal.waitFor(/Start date/)
    await hal.choose('2027-05-12', 'Pick a day', { on: start })
    await hal.waitFor(/Deposit amount/)
    await hal.click('Edit', { on: await hal.waitFor(/Tenant name/) })
    await hal.waitForModal(/Tenant name/)
    await hal.fillIn({ 'Tenant name': 'Second' })
    expect(await hal.submit()).toMatchObject({ outcome: 'cleared' })
    const changed = await hal.waitFor(/Tenant name\*\nNow: \*Second/)
    expect(changed.ts).toBe(tenant.ts)
  })
})

describe('several conversations at once', () => {
  it('do not mix, and a message beside their threads is asked about', async () => {
    const ida = docgen.acme.person('ida')
    await ida.command('/docgen', 'lease')
    const tenant = await ida.waitFor(/Tenant name/)
    await ida.say('Typed beside the thread')
    await ida.waitFor(/Tenant name\*\n:white_check_mark: \*Typed beside the thread/)
    const start = await ida.waitFor(/Start date/)
    await ida.command('/docgen', 'letter')
    const recipient = await ida.waitFor(/Recipient name/)
    await ida.say('Which?')
    const which = await ida.waitFor(/several open conversations/)
    expect(which.text).toMatch(
      /Lease: Start date[\s\S]*Letter: Recipient name|Letter: Recipient name[\s\S]*Lease: Start date/,
    )
    await ida.say('tomorrow', { thread: start })
    await ida.say('Ms Lee', { thread: recipient })
    await ida.waitFor(/Deposit amount/)
    await ida.waitFor(/What to say/)
    expect(tenant.channel).toBe(recipient.channel)
  })
})

describe('a message outside all threads', () => {
  it('knows the keywords that /docgen knows', async () => {
    const max = docgen.acme.person('max')
    await max.say('Liste')
    await max.waitFor(/TEMPLATES[\s\S]*Lease/)
    await max.command('/docgen', 'lease')
    await max.waitFor(/Tenant name/)
    await max.say('open')
    await max.waitFor(/YOUR OPEN DOCUMENTS/)
    await max.say('"open"')
    await max.waitFor(/Tenant name\*\n:white_check_mark: \*open/)
  })
})

describe('sharing', () => {
  it('puts the finished file into a channel only when the person says so', async () => {
    const [jon, kim] = [docgen.acme.person('jon', { realName: 'Jon' }), docgen.acme.person('kim')]
    docgen.acme.channel('contracts', { members: [jon, kim], bot: true })
    await jon.command('/docgen', 'letter recipient=Kim body=Hello')
    const review = await jon.waitFor(/LOOK IT OVER/)
    await jon.click('Make it and share it…', { on: review })
    await jon.waitForModal(/Which channel/)
    await jon.fillIn({ 'Which channel may have the finished file?': 'contracts' })
    expect(await jon.submit()).toMatchObject({ outcome: 'cleared' })
    await jon.waitFor(/Here is your document/)
    const shared = await kim.waitFor(/shares it here/, { in: 'contracts' })
    expect(shared.files).toHaveLength(1)
    expect(kim.transcript('everything')).not.toMatch(/Recipient name/)
  })
})

describe('in German', () => {
  it('speaks the reader’s language, in dates and numbers, too', async () => {
    const lea = docgen.acme.person('lea', { locale: 'de-DE', tz: 'Europe/Berlin' })
    await lea.command('/docgen', 'lease mieter=x')
    await lea.say('Acme GmbH', { thread: await lea.waitFor(/Tenant name/) })
    const start = await lea.waitFor(/Frage 2 von etwa 3/)
    await lea.say('zurück', { thread: start })
    const again = await lea.waitFor(/Jetzt: Acme GmbH/)
    await lea.say('Acme AG', { thread: again })
    await lea.say('12.5.2027', { thread: await lea.waitFor(/Start date/, { after: again }) })
    await lea.say('1.250,50', { thread: await lea.waitFor(/Deposit amount/) })
    const review = await lea.waitFor(/BITTE DURCHSEHEN/)
    expect(review.text).toMatch(/12\. Mai 2027[\s\S]*1\.250,50/)
    await lea.say('passt', { thread: review })
    await lea.waitFor(/Hier ist Ihr Dokument/)
  })
})

describe('a template that is for some', () => {
  it('is found by them, and by nobody else', async () => {
    const caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] } as const
    const [ira, jon] = [docgen.acme.person('ira'), docgen.acme.person('jon')]
    await ira.command('/docgen', 'list')
    await ira.waitFor(/Lease/)
    const { actor } = (await docgen.people.findByUser(docgen.acme.id, ira.id))!
    const access = { ...DEFAULT_ACCESS, use: { people: [actor], groups: [] } }
    const request = createCommandRequest(docgen.app, { caller, surface: 'console', request: 1 })
    await changeTemplateAccess(docgen.app, { id: 'lease', access }, request)
    await docgen.settled()
    await jon.command('/docgen', 'lease')
    await jon.waitFor(/know no template called “lease”/)
    await jon.command('/docgen', 'list')
    expect((await jon.waitFor(/Letter/)).text).not.toMatch(/Lease/)
    await ira.command('/docgen', 'lease')
    await ira.waitFor(/Tenant name/)
  })
})
