/** A German document that people answer in English, and languages that are changed on the way. */
import { expect, it } from 'vitest'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack

tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Mietvertrag', '---\nlang: de-DE\n---\nGeboren am {{birth_date}}, Miete {{rent}}.\n', [
    { name: 'birth_date', kind: 'date', label: 'Date of birth' },
    { name: 'rent', kind: 'money', label: 'Rent' },
  ])
})

it('says so, shows what the document will say, and prints it in the language that is chosen', async () => {
  const ana = docgen.acme.person('ana')
  await ana.command('/docgen', 'mietvertrag')
  const birth = await ana.waitFor(/Date of birth/)
  expect(birth.text).toContain('Write it your way; the document is in German (Germany).')
  const wrote = await ana.say('May 5, 1990', { thread: birth })
  await ana.waitFor(/Rent/)
  await ana.edit(wrote, 'May 6, 1990')
  const change = await ana.waitFor(/to “May 6, 1990 \(in the document: 6\. Mai 1990\)”/)
  await ana.click('Yes, change it', { on: change })
  await ana.say('1,250.00', { thread: birth })
  const review = await ana.waitFor(/LOOK IT OVER/)
  expect(review.text).toMatch(/May 6, 1990[\s\S]*in the document: 6\. Mai 1990/)
  expect(review.text).toContain('in the document: 1.250,00')
  await ana.click('Language…', { on: review })
  await ana.waitForModal(/The document is in/)
  await ana.fillIn({ 'The document is in': 'French (France)' })
  expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
  const again = await ana.waitFor(/in the document: 6 mai 1990/)
  await ana.click('Make the document', { on: again })
  await ana.waitFor(/Here is your document/)
})

it('an author sets the language of a draft', async () => {
  const eve = docgen.acme.person('eve')
  const { caller } = await docgen.services.personFor(docgen.acme.id, eve.id)
  await docgen.people.change(caller.tenant, caller.actor, { roles: ['author'] })
  await eve.drop({ name: 'Bail.md', content: Buffer.from('À partir du {{start_date}}') })
  const draft = await eve.waitFor(/I have read “Bail”/)
  await eve.click('Language…', { on: draft })
  await eve.waitForModal(/Language of the documents/)
  await eve.fillIn({ 'Language of the documents': 'French (France)' })
  expect(await eve.submit()).toMatchObject({ outcome: 'cleared' })
  expect((await eve.waitFor(/Its documents are in French \(France\)/)).text).toMatch(/draft, version 2/)
})
