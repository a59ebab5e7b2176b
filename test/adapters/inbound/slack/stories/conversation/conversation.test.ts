/**
 * Conversations in Slack as the person sees them: started, asked, answered in a thread or in a form, looked over, made.
 */
import { describe, expect, it } from 'vitest'
import { refuseDocumentsWith } from '../../../../../support/refuse-documents.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

const NDA = `# Mutual NDA

Between {{party_name}} and Acme. It begins on {{start_date}} and is under the law of {{law}}.
{{#has_penalty}}
The penalty is {{penalty_amount}}.
{{/has_penalty}}
{{#remark}}Remark: {{remark}}{{/remark}}
`
const LAWS = ['England', 'Delaware', 'Germany'].map((value) => ({ value, label: value }))

let docgen: DocgenInSlack

tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Mutual NDA', NDA, [
    { name: 'party_name', label: 'Name of the other party', help: 'As it stands in the register of companies.' },
    { name: 'law', kind: 'one_of', label: 'Which law?', choices: LAWS },
    { name: 'has_penalty', label: 'Is there a penalty?' },
    { name: 'remark', label: 'Remark', required: false },
  ])
  await docgen.template(
    'Offer',
    'Dear {{client_name}}\n\n{{#items}}\n- {{quantity}} × {{article}}\n{{/items}}\n\nYours, {{sender_name}}',
  )
})

describe('in a thread', () => {
  it('goes from the command to the document, and nobody else sees any of it', async () => {
    const [ana, bob] = [docgen.acme.person('ana', { realName: 'Ana García' }), docgen.acme.person('bob')]
    docgen.acme.channel('general', { members: [ana, bob], bot: true })
    await ana.command('/docgen', 'mutual-nda start=2027-05-12 colour=red law', { in: 'general' })
    const begun = await ana.waitFor(/has begun/, { in: 'general' })
    expect(begun.ephemeral).toBe(true)
    expect(begun.text).toMatch(/I took 1 answer/)
    expect(begun.text).toMatch(/left out “colour”/)
    expect(begun.text).toMatch(/did not use “law”/)
    const party = await ana.waitFor(/Name of the other party/)
    expect(party.text).toMatch(/Question 2 of about 5/)
    expect(party.text).toMatch(/As it stands in the register/)
    await ana.say('Acme.com & <Sons>', { thread: party })
    const law = await ana.waitFor(/Which law/)
    expect(law.buttons).toContain('Delaware')
    await ana.click('Delaware', { on: law })
    await ana.waitFor(/Is there a penalty/)
    await ana.say('yes', { thread: party })
    await ana.waitFor(/Penalty amount/)
    await ana.say('1,250.50', { thread: party })
    await ana.click('Skip', { on: await ana.waitFor(/Remark/) })
    const review = await ana.waitFor(/LOOK IT OVER/)
    for (const shown of [
      'Acme.com & <Sons>',
      'May 12, 2027',
      'Delaware',
      'Yes',
      '1,250.50',
      'skipped',
      'a Markdown file from “Mutual NDA”, version 1',
    ])
      expect(review.text).toContain(shown)
    await ana.click('Make the document', { on: review })
    const done = await ana.waitFor(/Here is your document/)
    expect(done.files.map(({ name }) => name)).toEqual([expect.stringMatching(/^Mutual NDA .*\.md$/)])
    expect(done.text).toMatch(/version 1/)
    expect(bob.transcript('everything')).toMatch(/^— #general —\s*$/)
  })

  it('leaves no buttons of an answered question, and a way to change it', async () => {
    const cai = docgen.acme.person('cai')
    await cai.command('/docgen', 'mutual-nda party="Acme Ltd"')
    const question = await cai.waitFor(/Start date/)
    await cai.choose('2027-05-12', 'Pick a day', { on: question })
    const next = await cai.waitFor(/Which law/)
    const settled = await cai.waitFor(/Start date\*\n:white_check_mark: \*May 12, 2027/)
    expect(settled.ts).toBe(question.ts)
    expect(settled.buttons).toEqual(['Edit'])
    await cai.click('Edit', { on: settled })
    await cai.waitForModal(/Start date/)
    await cai.fillIn({ 'Start date': '2027-06-01' })
    expect(await cai.submit()).toMatchObject({ outcome: 'cleared' })
    await cai.waitFor(/Start date\*\n:white_check_mark: \*June 1, 2027/)
    expect((await cai.waitFor(/Which law/)).ts >= next.ts).toBe(true)
  })

  it('asks again with rising help: what is wrong, an example, a field', async () => {
    const dan = docgen.acme.person('dan')
    await dan.command('/docgen', 'mutual-nda party="Acme Ltd"')
    let asked = await dan.waitFor(/Start date/)
    await dan.say('when it suits', { thread: asked })
    asked = await dan.waitFor(/Please give a date/, { after: asked })
    await dan.say('whenever', { thread: asked })
    asked = await dan.waitFor(/Please give a date/, { after: asked })
    await dan.say('help', { thread: asked })
    asked = await dan.waitFor(/in quotes/, { after: asked })
    await dan.say('12.5.2027', { thread: asked })
    await dan.waitFor(/which one you mean/, { after: asked })
    await dan.click('May 12, 2027')
    await dan.waitFor(/Which law/)
  })

  it('knows back, edit, repeat, skip and cancel as words, and takes them as answers in quotes', async () => {
    const eve = docgen.acme.person('eve')
    await eve.command('/docgen', 'mutual-nda')
    const party = await eve.waitFor(/Name of the other party/)
    await eve.say('"help"', { thread: party })
    const date = await eve.waitFor(/Start date/)
    await eve.say('back', { thread: date })
    const again = await eve.waitFor(/Now: help/, { after: date })
    await eve.say('Acme Ltd', { thread: again })
    await eve.say('tomorrow', { thread: await eve.waitFor(/Start date/, { after: again }) })
    const lawAgain = await eve.waitFor(/Which law/, { after: again })
    await eve.say('skip', { thread: lawAgain })
    await eve.waitFor(/cannot be skipped/)
    await eve.say('edit start date', { thread: lawAgain })
    const start = await eve.waitFor(/Start date/, { after: lawAgain })
    await eve.say('in two weeks', { thread: start })
    const lawThird = await eve.waitFor(/Which law/, { after: start })
    await eve.say('3', { thread: lawThird })
    const penalty = await eve.waitFor(/Is there a penalty/)
    await eve.say('repeat', { thread: penalty })
    const penaltyAgain = await eve.waitFor(/Is there a penalty/, { after: penalty })
    await eve.say('cancel', { thread: penaltyAgain })
    await eve.click('Cancel this document…', { on: await eve.waitFor(/Cancel this document\?/) })
    await eve.waitFor(/is cancelled/)
  })

  it('gathers a list item by item, by words and by buttons', async () => {
    const fay = docgen.acme.person('fay')
    await fay.command('/docgen', 'offer client=Ms.Lee sender=Fay')
    const list = await fay.waitFor(/Items/)
    await fay.click('Add the first', { on: list })
    const quantity = await fay.waitFor(/no\. 1: Quantity/)
    await fay.say('3', { thread: quantity })
    await fay.say('Chair', { thread: await fay.waitFor(/no\. 1: Article/) })
    const another = await fay.waitFor(/Another one\?/)
    await fay.say('quantity=2 article="Round table"', { thread: another })
    const more = await fay.waitFor(/Another one\?/, { after: another })
    expect(more.text).toMatch(/2 so far[\s\S]*just write what goes into “Quantity”/)
    await fay.say('four', { thread: more })
    const unread = await fay.waitFor(/Quantity: “four” cannot be read/, { after: more })
    expect(unread.text).not.toMatch(/\[0\]/)
    await fay.say('4', { thread: unread })
    await fay.say('Lamp', { thread: await fay.waitFor(/no\. 3: Article/) })
    const last = await fay.waitFor(/Another one\?/, { after: unread })
    expect(last.text).toMatch(/3 so far/)
    await fay.say('colour=red', { thread: last })
    const again = await fay.waitFor(/Another one\?/, { after: last })
    await fay.say('that’s all', { thread: again })
    const review = await fay.waitFor(/LOOK IT OVER/)
    expect(review.text).toMatch(/Round table[\s\S]*4[\s\S]*Lamp/)
    await fay.click('Remove Items · no. 1', { on: review })
    const after = await fay.waitFor(/LOOK IT OVER/, { after: review })
    expect(after.text).toMatch(/2 items/)
    await fay.say('ok', { thread: after })
    await fay.waitFor(/Here is your document/)
  })
})

describe('a long review', () => {
  it('is shown in parts, every answer with its button', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `field_${String(index + 1)}`)
    await docgen.template('Long', names.map((name) => `{{${name}}}`).join('\n\n'))
    const ivy = docgen.acme.person('ivy')
    await ivy.command('/docgen', `long ${names.map((name) => `${name}=x`).join(' ')}`)
    const review = await ivy.waitFor(/Part 1 of 2/)
    expect(review.buttons.filter((label) => label === 'Edit')).toHaveLength(40)
    await ivy.click('More answers', { on: review })
    const second = await ivy.waitFor(/Part 2 of 2/)
    expect(second.ts).toBe(review.ts)
    expect(second.buttons.filter((label) => label === 'Edit')).toHaveLength(20)
    await ivy.click('Make the document', { on: second })
    await ivy.waitFor(/Here is your document/)
  })
})

it('a document that failed takes another answer, and is made', async () => {
  using _ = refuseDocumentsWith('far too long')
  const lea = docgen.acme.person('lea')
  await lea.command('/docgen', 'mutual-nda party="far too long" start=tomorrow law=England penalty=no remark=none')
  await lea.click('Make the document', { on: await lea.waitFor(/LOOK IT OVER/) })
  const failed = await lea.waitFor(/would be too large/)
  await lea.click('Look the answers over', { on: failed })
  const review = await lea.waitFor(/LOOK IT OVER/, { after: failed })
  await lea.click('Edit Name of the other party', { on: review })
  await lea.waitForModal(/Name of the other party/)
  await lea.fillIn({ 'Name of the other party': 'Acme' })
  expect(await lea.submit()).toMatchObject({ outcome: 'cleared' })
  const mended = await lea.waitFor(/LOOK IT OVER[^]*Acme/, { after: failed })
  await lea.click('Make the document', { on: mended })
  await lea.waitFor(/Here is your document/)
})

describe('in a form, and switching', () => {
  it('answers several at once, says what is wrong at its field, and goes on in the thread', async () => {
    const gus = docgen.acme.person('gus')
    await gus.command('/docgen', 'mutual-nda')
    const first = await gus.waitFor(/Name of the other party/)
    await gus.say('Acme Ltd', { thread: first })
    const start = await gus.waitFor(/Start date/)
    await gus.click('Answer several at once', { on: start })
    await gus.waitForModal(/Start date/)
    await gus.fillIn({ 'Start date': '2027-05-12', 'Which law?': 'Germany', 'Is there a penalty?': 'Yes' })
    // What nobody can answer yet is left empty, and asked later.
    expect(await gus.submit()).toMatchObject({ outcome: 'cleared' })
    const amount = await gus.waitFor(/Penalty amount/)
    await gus.click('Answer several at once', { on: amount })
    await gus.waitForModal(/Penalty amount/)
    await gus.fillIn({ 'Penalty amount': 'a lot' })
    // The kind is a guess: the words may stand, or others are written.
    expect(await gus.submit()).toMatchObject({ outcome: 'updated' })
    expect(gus.modal()).toMatch(/amount of money[^]*Take it as it is: “a lot”/)
    await gus.fillIn({ 'Penalty amount': '99' })
    expect(await gus.submit()).toMatchObject({ outcome: 'cleared' })
    await gus.say('skip', { thread: await gus.waitFor(/Remark/) })
    const review = await gus.waitFor(/LOOK IT OVER/)
    expect(review.text).toMatch(/99\.00/)
  })

  it('shows both values when an answer was changed while its form was open', async () => {
    const hal = docgen.acme.person('hal')
    await hal.command('/docgen', 'mutual-nda party="Acme Ltd" start=tomorrow law=England penalty=no')
    const remark = await hal.waitFor(/Remark/)
    await hal.say('first', { thread: remark })
    const review = await hal.waitFor(/LOOK IT OVER/)
    await hal.say('edit remark', { thread: review })
    const asked = await hal.waitFor(/Remark/, { after: review })
    await hal.choose('Change an answer…', 'dg_more', { on: asked })
    await hal.waitForModal(/Which answer/)
    await hal.fillIn({ 'Which answer?': 'Remark' })
    expect(await hal.submit()).toMatchObject({ outcome: 'updated' })
    await hal.say('second', { thread: asked })
    await hal.waitFor(/LOOK IT OVER/, { after: asked })
    await hal.fillIn({ Remark: 'third' })
    expect(await hal.submit()).toMatchObject({ outcome: 'updated' })
    expect(hal.modal()).toMatch(/Now it is: second[\s\S]*You wrote: third/)
    expect(await hal.submit()).toMatchObject({ outcome: 'cleared' })
    await hal.waitFor(/third/)
  })
})
