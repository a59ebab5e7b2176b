/** A thread that is read again: each question where it was asked, and its answer below it. */
import { expect, it } from 'vitest'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Note', '{{party}} {{paid}} {{mail}} {{amount}} {{remark}}', [
    { name: 'party', label: 'Which party?' },
    { name: 'paid', label: 'Is it paid?', kind: 'yes_no' },
    { name: 'mail', label: 'Which address?', kind: 'email' },
    { name: 'amount', label: 'How many?', kind: 'number' },
    { name: 'remark', label: 'Any remark?', required: false },
  ])
})

type Seen = Awaited<ReturnType<Person['waitFor']>>

/** What the thread shows now, one entry a message, without marks and what is asked last. */
const threadOf = (who: Person, thread: Seen): string[] =>
  who
    .messages({ thread })
    .slice(1)
    .map(({ text }) => text.replaceAll('*', ''))

async function begin(who: Person): Promise<Seen> {
  await who.command('/docgen', 'note')
  return who.waitFor(/Which party/)
}

it('keeps the questions: typed answers are the person’s messages, others stand in the question’s', async () => {
  const ana = docgen.acme.person('ana')
  const party = await begin(ana)
  expect(party.text).toContain('Write your answer in this thread')
  await ana.say('Acme', { thread: party })
  await ana.click('Yes', { on: await ana.waitFor(/Is it paid/) })
  const mail = await ana.waitFor(/Which address/)
  expect(mail.text).not.toContain('in this thread')
  await ana.say('ada@example.com', { thread: party })
  await ana.waitFor(/How many/)
  await ana.say('12', { thread: party })
  await ana.click('Skip', { on: await ana.waitFor(/Any remark/) })
  await ana.waitFor(/LOOK IT OVER/)
  await ana.waitUntil('the last question is settled', () => ana.message(/Any remark/).text.includes('skipped'))
  expect(threadOf(ana, party).slice(0, -1)).toEqual([
    'Which party?\n[Edit]',
    'Acme',
    'Is it paid?\n:white_check_mark: Yes\n[Edit]',
    'Which address?\n[Edit]',
    'ada@example.com',
    'How many?\n[Edit]',
    '12',
    'Any remark?\n:white_check_mark: _skipped_\n[Edit]',
  ])
  // What was clicked changed by the click itself.
  const updated = docgen.slack.calls('chat.update').map(({ args }) => String(args['text']))
  expect(updated.filter((text) => /Is it paid|remark/.test(text))).toEqual([])
})

it('leaves no stale answer: after a form, after going back, after misunderstandings', async () => {
  const ben = docgen.acme.person('ben')
  const party = await begin(ben)
  await ben.say('Acme', { thread: party })
  const paid = await ben.waitFor(/Is it paid/)
  const settled = await ben.waitFor(/Which party\?\*\n\[Edit\]/)
  await ben.click('Edit', { on: settled })
  await ben.waitForModal(/Which party/)
  await ben.fillIn({ 'Which party?': 'Bexley' })
  await ben.submit()
  await ben.waitFor(/Now: \*Bexley/)
  await ben.click('Back', { on: paid })
  const again = await ben.waitFor(/Back to this one[^]*Which party/, { after: paid })
  await ben.say('Cardew', { thread: party })
  await ben.say('perhaps', { thread: await ben.waitFor(/Is it paid/, { after: again }) })
  const unclear = await ben.waitFor(/:warning:[^]*Is it paid/)
  await ben.click('No', { on: unclear })
  await ben.waitFor(/Which address/)
  await ben.waitUntil('the answer stands below', () =>
    ben.messages({ thread: party }).some(({ text }) => /paid[^]*: \*No/.test(text)),
  )
  expect(threadOf(ben, party).slice(0, -1)).toEqual([
    'Which party?\nAsked again below.',
    'Acme',
    'Is it paid?\nAsked again below.',
    'Which party?\n[Edit]',
    'Cardew',
    'Is it paid?',
    'perhaps',
    'Is it paid?\n:white_check_mark: No\n[Edit]',
  ])
})

it('says the answer once the person’s own message does not: edited and kept as it was, or deleted', async () => {
  const cai = docgen.acme.person('cai')
  const party = await begin(cai)
  const said = await cai.say('Acme', { thread: party })
  await cai.waitFor(/Is it paid/)
  await cai.edit(said, 'Bexley')
  await cai.click('No, keep it', { on: await cai.waitFor(/to “Bexley”/) })
  await cai.waitFor(/Which party\?\*\nNow: \*Acme/)
  await cai.remove(said)
  await cai.waitFor(/your answer is kept: Which party\?/)
})

it('of a question that a colleague was asked: who, until they have answered or it is taken back', async () => {
  const [dan, eve] = [docgen.acme.person('dan'), docgen.acme.person('eve', { realName: 'Eve' })]
  const party = await begin(dan)
  await dan.choose('Ask someone else…', 'dg_more', { on: party })
  await dan.waitForModal(/Who can answer/)
  await dan.fillIn({ 'Who can answer this?': 'eve' })
  await dan.submit()
  const waiting = await dan.waitFor(/Which party\?\*\n:hourglass_flowing_sand: asked @eve/)
  const asked = await eve.waitFor(/Which party/)
  await dan.click('I answer it myself', { on: waiting })
  const again = await dan.waitFor(/Which party/, { after: waiting })
  await eve.waitFor(/asks for your help[^]*Which party\?[^]*not needed any more/)
  await dan.say('Acme', { thread: again })
  await dan.waitUntil('nobody is waited for', () => !threadOf(dan, party).some((text) => text.includes('asked @eve')))
  expect(threadOf(dan, party)).toContain('Acme')
  expect(eve.messages({ thread: asked })[0]?.buttons).toEqual([])
})

it.each([
  ['an address', ['none', 'no idea', 'unknown'], /Which address/, 'fay@example.com', /How many/],
  ['a number', ['some', 'a few', 'lots'], /How many/, '12', /Any remark/],
] as const)(
  'after three misunderstandings %s gets a field to write into',
  async (what, wrong, question, right, next) => {
    const fay = docgen.acme.person(`fay ${what}`.replaceAll(' ', '-'))
    const party = await begin(fay)
    await fay.say('Acme', { thread: party })
    await fay.waitFor(/Is it paid/)
    await fay.say('yes', { thread: party })
    let asked = await fay.waitFor(/Which address/)
    if (what === 'a number') {
      await fay.say('fay@example.com', { thread: party })
      asked = await fay.waitFor(question)
    }
    for (const words of wrong) {
      await fay.say(words, { thread: party })
      asked = await fay.waitFor(question, { after: asked })
    }
    expect(asked.text).toContain('Write here and press Enter')
    await fay.say(right, { thread: party })
    await fay.waitFor(next)
    expect(docgen.slack.calls().filter(({ error }) => error === 'invalid_blocks')).toEqual([])
  },
)
