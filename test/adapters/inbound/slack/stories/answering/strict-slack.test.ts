/** The first day in a Slack that is as strict as the real one: formatting, snippets, replies that stay, a failed share. */
import { expect, it } from 'vitest'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'
import { until } from '../../../../../support/until.ts'

let docgen: DocgenInSlack
tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Note', '{{party_name}} on {{start_date}}, {{mail}}: {{remark}}', [
    { name: 'party_name', label: 'Name of the party' },
    { name: 'start_date', label: 'Start date', kind: 'date' },
    { name: 'mail', label: 'Address', kind: 'email' },
    { name: 'remark', label: 'Remark', kind: 'long_text' },
  ])
})

/** Begins a note and answers everything but the last question. */
async function begin(who: Person): Promise<{ party: Awaited<ReturnType<Person['waitFor']>> }> {
  await who.command('/docgen', 'note')
  const party = await who.waitFor(/Name of the party/)
  await who.say('*Acme* Ltd :tada:', { thread: party })
  await who.waitFor(/Start date/)
  await who.say('*12 May 2027*', { thread: party })
  await who.waitFor(/Address/)
  return { party }
}

const contentOf = (who: Person): string =>
  docgen.acme.state.files.get(who.message(/Here is your document/).files[0]?.id ?? '')?.content.toString() ?? ''

it('takes people’s formatting, a snippet, and after three misunderstandings a plain field for an address', async () => {
  const ana = docgen.acme.person('ana')
  const { party } = await begin(ana)
  for (const wrong of ['none', 'no idea', 'unknown']) {
    await ana.say(wrong, { thread: party })
    await ana.waitUntil(`“${wrong}” is refused`, () =>
      ana
        .messages({ thread: party })
        .some(({ text, ts }) => ts > party.ts && text.includes(wrong) && text.includes('Address')),
    )
  }
  await ana.waitFor(/Write here and press Enter/)
  await ana.say('*ada@example.com*', { thread: party })
  await ana.waitFor(/Remark/)
  await ana.snippet('As agreed\non Friday', { thread: party })
  const review = await ana.waitFor(/LOOK IT OVER/)
  await ana.click('Make the document', { on: review })
  await ana.waitFor(/Here is your document/)
  expect(contentOf(ana)).toContain('Acme Ltd 🎉 on May 12, 2027, ada@example.com: As agreed')
  expect(docgen.slack.calls().filter(({ error }) => error === 'invalid_blocks')).toEqual([])
})

it('says in the thread that a document could not be shared, and nothing of it is lost when Slack is opened anew', async () => {
  const ben = docgen.acme.person('ben')
  docgen.acme.channel('closed-shop', { members: [ben] })
  const { party } = await begin(ben)
  await ben.say('ben@example.com', { thread: party })
  await ben.waitFor(/Remark/)
  await ben.say('None', { thread: party })
  const review = await ben.waitFor(/LOOK IT OVER/)
  await ben.click('Make it and share it…', { on: review })
  await ben.waitForModal(/type \/invite there first/)
  await ben.fillIn({ 'Which channel may have the finished file?': 'closed-shop' })
  await ben.submit()
  const told = await ben.waitFor(/could not share the document/, { thread: party })
  expect(told.text).toContain('#closed-shop')
  expect(told.text).toContain('Share file')
  ben.reload()
  expect(ben.message(/could not share the document/).ephemeral).toBe(false)
  await until('the refusal is recorded', () => docgen.slack.calls().some(({ error }) => error === 'not_in_channel'))
})

it('hears what is said with /me', async () => {
  const dan = docgen.acme.person('dan')
  await dan.command('/docgen', 'note')
  await dan.waitFor(/Name of the party/)
  await dan.command('/me', 'Acme Ltd')
  await dan.waitFor(/Start date/)
})

it('a private reply in direct messages is still there when Slack is opened anew', async () => {
  const cai = docgen.acme.person('cai')
  await cai.say('hello')
  await until('it has replied', () => cai.messages().some(({ from }) => from === 'docgen'))
  const before = cai.messages().map(({ text }) => text)
  cai.reload()
  expect(cai.messages().map(({ text }) => text)).toEqual(before)
})
