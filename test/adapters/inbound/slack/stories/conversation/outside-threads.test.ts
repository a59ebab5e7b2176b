/** The app's direct messages work like a thread: what is answered there goes on there. */
import { describe, expect, it } from 'vitest'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
const OUTSIDE = { in: 'app', outside: true } as const

tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Lease', 'Between {{tenant_name}} and us from {{start_date}}, deposit {{deposit_amount}}.')
  await docgen.template('Letter', 'Dear {{recipient_name}}.')
})

describe('an answer outside of the thread', () => {
  it('leads from the first question to the document without a thread being opened', async () => {
    const ana = docgen.acme.person('ana')
    await ana.command('/docgen', 'lease')
    const first = await ana.waitFor(/Tenant name/, OUTSIDE)
    await ana.say('Acme', { in: 'app' })
    const second = await ana.waitFor(/Start date/, { ...OUTSIDE, after: first })
    await ana.say('perhaps', { in: 'app' })
    const again = await ana.waitFor(/Start date/, { ...OUTSIDE, after: second })
    await ana.say('back', { in: 'app' })
    const back = await ana.waitFor(/Tenant name/, { ...OUTSIDE, after: again })
    await ana.say('Acme Ltd', { in: 'app' })
    await ana.waitFor(/Start date/, { ...OUTSIDE, after: back })
    await ana.say('1 May 2027', { in: 'app' })
    await ana.waitFor(/Deposit amount/, { ...OUTSIDE, after: back })
    await ana.say('500', { in: 'app' })
    const review = await ana.waitFor(/LOOK IT OVER/, OUTSIDE)
    expect(review.text).toMatch(/Acme Ltd[\s\S]*500/)
    await ana.say('yes', { in: 'app' })
    await ana.waitFor(/Here is your document/, OUTSIDE)
  })

  it('is no longer shown there once the person writes in the thread, and again when they come back', async () => {
    const bob = docgen.acme.person('bob')
    await bob.command('/docgen', 'lease')
    const first = await bob.waitFor(/Tenant name/, OUTSIDE)
    await bob.say('Acme', { thread: first })
    const second = await bob.waitFor(/Start date/)
    expect(bob.transcript(OUTSIDE)).not.toMatch(/Start date/)
    await bob.say('1 May 2027', { in: 'app' })
    await bob.waitFor(/Deposit amount/, { ...OUTSIDE, after: second })
  })

  it('of several conversations leads to the question which one, and shows nothing of another beside it', async () => {
    const cai = docgen.acme.person('cai')
    await cai.command('/docgen', 'lease')
    const lease = await cai.waitFor(/Tenant name/, OUTSIDE)
    await cai.command('/docgen', 'letter')
    const letter = await cai.waitFor(/Recipient name/, OUTSIDE)
    await cai.say('Acme', { in: 'app' })
    await cai.waitFor(/several open conversations[\s\S]*Lease: Tenant name/, OUTSIDE)
    await cai.say('Cleo', { thread: letter })
    const review = await cai.waitFor(/LOOK IT OVER/)
    expect(review.text).toMatch(/Cleo/)
    await cai.say('cancel', { thread: review })
    await cai.click('Cancel this document…', { on: await cai.waitFor(/Cancel this document\?/) })
    await cai.waitFor(/is cancelled/)
    await cai.say('Acme', { in: 'app' })
    await cai.waitFor(/Start date/, { ...OUTSIDE, after: lease })
  })

  it('is posted there once, though Slack’s answer to the post is lost', async () => {
    const dan = docgen.acme.person('dan')
    await dan.command('/docgen', 'letter')
    await dan.waitFor(/Recipient name/, OUTSIDE)
    docgen.slack.faults.next('answer_lost', 'chat.postMessage')
    await dan.say('Dana', { in: 'app' })
    await dan.waitFor(/LOOK IT OVER/, OUTSIDE)
    expect(dan.messages({ in: 'app' }).filter(({ text }) => text.includes('LOOK IT OVER'))).toHaveLength(1)
  })
})
