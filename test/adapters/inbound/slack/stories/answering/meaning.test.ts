/** What people write in Slack: answers that are or begin with key words, and answers that could mean two things. */
import { describe, expect, it } from 'vitest'
import { UNCLEAR_ANSWERS, UNCLEAR_QUESTIONS, UNCLEAR_TEMPLATE } from '../../../../../support/data/unclear-answers.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories, valuesOf } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack

tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Repairs', 'On {{start_date}}: {{work}} {{signal}} {{agreed}} {{remark}} {{last_word}}', [
    { name: 'start_date', label: 'Start date' },
    { name: 'work', kind: 'long_text', label: 'What to do' },
    { name: 'signal', kind: 'one_of', label: 'Which signal?', choices: ['Go', 'Stop', 'Open'].map(choice) },
    { name: 'agreed', kind: 'yes_no', label: 'Agreed?' },
    { name: 'remark', kind: 'text', label: 'Remark' },
    { name: 'last_word', kind: 'text', label: 'Last word' },
  ])
  await docgen.template('Guests', 'With {{#guests}}{{.}} {{/guests}}', [{ name: 'guests', label: 'Guests' }])
  await docgen.template('Fees', 'For {{#fees}}- {{amount}} {{reason}}\n{{/fees}}', [
    {
      name: 'fees',
      kind: 'list',
      label: 'Fees',
      fields: [
        { name: 'amount', kind: 'money', label: 'Amount' },
        { name: 'reason', kind: 'text', label: 'Reason' },
      ],
    },
  ])
  await docgen.template('Unclear', UNCLEAR_TEMPLATE, UNCLEAR_QUESTIONS)
  await docgen.template('Small', 'From {{day}}, {{who}}', [
    { name: 'day', kind: 'date', label: 'Which day?' },
    { name: 'who', kind: 'text', label: 'Who?' },
  ])
  await docgen.template('Amount', 'For {{fee}}', [{ name: 'fee', kind: 'number', label: 'Fee', default: '1250.5' }])
})

const choice = (label: string) => ({ value: label, label })

describe('a whole message that is an answer', () => {
  it('is one, also where it is or begins with the word of a command', async () => {
    const ana = docgen.acme.person('ana')
    await ana.command('/docgen', 'repairs')
    const start = await ana.waitFor(/Start date/)
    await ana.say('back', { thread: start })
    await ana.waitFor(/there is nothing before it/)
    await ana.say('12 May 2027', { thread: start })
    const work = await ana.waitFor(/What to do/)
    await ana.say('Change the locks and repair the door', { thread: work })
    const signal = await ana.waitFor(/Which signal/)
    await ana.say('Stop', { thread: signal })
    const agreed = await ana.waitFor(/Agreed/)
    await ana.say('correct', { thread: agreed })
    const remark = await ana.waitFor(/Remark/)
    await ana.say('Change the start date', { thread: remark })
    const asked = await ana.waitFor(/or do you want to change an answer\?/)
    await ana.click('Answer: Change the start date', { on: asked })
    const last = await ana.waitFor(/Last word/)
    await ana.say('skip', { thread: last })
    const offered = await ana.waitFor(/If “skip” is your answer/)
    await ana.click('Answer: skip', { on: offered })
    const review = await ana.waitFor(/LOOK IT OVER/)
    expect(review.text).toContain('Change the locks and repair the door')
    expect(await valuesOf(docgen, 'repairs')).toEqual({
      start_date: '2027-05-12',
      work: 'Change the locks and repair the door',
      signal: 'Stop',
      agreed: true,
      remark: 'Change the start date',
      last_word: 'skip',
    })
    await ana.say('sure', { thread: review })
    await ana.waitFor(/Here is your document/)
  })

  it('wins over a word to the app beside all threads', async () => {
    const bob = docgen.acme.person('bob')
    await bob.command('/docgen', 'repairs start=2027-05-12 work=x')
    await bob.waitFor(/Which signal/)
    await bob.say('Open', { in: 'app' })
    await bob.waitFor(/Agreed/)
    await bob.say('help', { in: 'app' })
    await bob.waitFor(/Vorlagen|template/i)
    await bob.say('yes', { in: 'app' })
    await bob.waitFor(/Remark/)
  })

  it('a list takes a word in quotes, or at the offered click, as an item', async () => {
    const cai = docgen.acme.person('cai')
    await cai.command('/docgen', 'guests')
    const list = await cai.waitFor(/one on each line/)
    await cai.say('- Ann\n- Bob', { thread: list })
    const more = await cai.waitFor(/2 so far/)
    await cai.say('"None"', { thread: more })
    const three = await cai.waitFor(/3 so far/)
    await cai.say('nein', { thread: three })
    await cai.waitFor(/LOOK IT OVER/)
    expect(await valuesOf(docgen, 'guests')).toMatchObject({ guests: ['Ann', 'Bob', 'None'] })
  })

  it('commands work in German, too', async () => {
    const eva = docgen.acme.person('eva', { locale: 'de-DE', tz: 'Europe/Berlin' })
    await eva.command('/docgen', 'small day=2027-05-12')
    const who = await eva.waitFor(/Who\?/)
    await eva.say('zurück', { thread: who })
    const day = await eva.waitFor(/Which day\?/)
    await eva.waitFor(/Ist „zurück“ Ihre Antwort/)
    await eva.say('Hilfe', { thread: day })
    await eva.waitFor(/Anführungszeichen/)
  })
})

describe.each([0, 1])('reading %i of an unclear answer', (index) => {
  it('is a button, and stored as it is', async () => {
    const dan = docgen.acme.person(`dan${index}`)
    await dan.command('/docgen', 'unclear')
    let asked = await dan.waitFor(/Day/)
    for (const { written, readings } of UNCLEAR_ANSWERS) {
      await dan.say(written, { thread: asked })
      const again = await dan.waitFor(/which one you mean/, { after: asked })
      expect(again.buttons).toEqual(expect.arrayContaining(readings.map(({ shown }) => shown)))
      await dan.click(`dg_reading_${index}`, { on: again })
      asked = await dan.waitFor(/Question \d/, { after: again })
    }
    expect(await valuesOf(docgen, 'unclear')).toEqual(
      Object.fromEntries(UNCLEAR_ANSWERS.map(({ name, readings }) => [name, readings[index]!.wire])),
    )
  })
})

it('the readings of a list item are buttons, too', async () => {
  const kim = docgen.acme.person('kim')
  await kim.command('/docgen', 'fees')
  const list = await kim.waitFor(/Add the first/)
  await kim.say('amount=1.250 reason="New roof"', { thread: list })
  const unclear = await kim.waitFor(/which one you mean/)
  await kim.click('Amount: 1250', { on: unclear })
  const more = await kim.waitFor(/1 so far/)
  await kim.say('1.250', { thread: more })
  await kim.click('Amount: 1.25', { on: await kim.waitFor(/which one you mean/, { after: more }) })
  await kim.say('Paint', { thread: await kim.waitFor(/no\. 2: Reason/) })
  await kim.waitFor(/2 so far/)
  expect(await valuesOf(docgen, 'fees')).toMatchObject({
    fees: [
      { amount: '1250', reason: 'New roof' },
      { amount: '1.25', reason: 'Paint' },
    ],
  })
})

it('a colleague is offered both readings, too', async () => {
  const [gus, hal] = [docgen.acme.person('gus', { realName: 'Gus' }), docgen.acme.person('hal', { realName: 'Hal' })]
  await gus.command('/docgen', 'small')
  const day = await gus.waitFor(/Which day\?/)
  await gus.choose('Ask someone else…', 'dg_more', { on: day })
  await gus.waitForModal(/Who can answer/)
  await gus.fillIn({ 'Who can answer this?': 'hal' })
  expect(await gus.submit()).toMatchObject({ outcome: 'cleared' })
  const asked = await hal.waitFor(/Which day\?/)
  await hal.say('12.5.2027', { thread: asked })
  const unclear = await hal.waitFor(/which one you mean/)
  await hal.click('December 5, 2027', { on: unclear })
  await hal.waitFor(/Thank you/)
  expect(await valuesOf(docgen, 'small')).toEqual({ day: '2027-12-05' })
})

it('a default is taken as it is in every locale', async () => {
  const ida = docgen.acme.person('ida', { locale: 'de-DE', tz: 'Europe/Berlin' })
  await ida.command('/docgen', 'amount')
  await ida.click('Nehmen: 1.250,5', { on: await ida.waitFor(/Fee/) })
  await ida.waitFor(/anzusehen|Sehen Sie|LOOK|Dokument/i)
  expect(await valuesOf(docgen, 'amount')).toEqual({ fee: '1250.5' })
})
