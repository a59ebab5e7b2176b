/** Templates from Slack: an author drops a file, is led through its questions, and publishes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Document, Packer, Paragraph } from 'docx'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import { docgenInSlack, type DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'

let docgen: DocgenInSlack
let ana: Person

const word = (...lines: string[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }))

beforeAll(async () => {
  docgen = await docgenInSlack()
  ana = docgen.acme.person('ana')
  const { caller } = await docgen.services.personFor(docgen.acme.id, ana.id)
  await docgen.people.change(caller.tenant, caller.actor, { roles: ['author'] })
})
afterAll(async () => {
  expect(docgen.slack.troubles).toEqual([])
  expect(docgen.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  await docgen.close()
})

describe('a Word file dropped on the app', () => {
  it('is read, gone through, published, and can be started', async () => {
    await ana.drop({
      name: 'Service agreement.docx',
      content: await word(
        'Between {{client_name}} and us.',
        'Law: {{law}}, from {{start_date}}',
        '{{#items}}{{article}}: {{price}}{{/items}}',
      ),
    })
    const draft = await ana.waitFor(/I have read “Service agreement”/)
    expect(draft.text).toMatch(/asks 6 questions[\s\S]*draft, version 1/)
    await ana.click('Edit Law', { on: draft })
    await ana.waitForModal(/In the document: \{\{law\}\}/)
    await ana.fillIn({ 'What shall I ask?': 'Which law applies?', 'What kind of answer?': 'One of several choices' })
    expect(await ana.submit()).toMatchObject({
      outcome: 'errors',
      errors: { 'Choices, one on each line': expect.stringMatching(/Needed for/) },
    })
    await ana.fillIn({ 'Choices, one on each line': 'England\nde = Delaware' })
    expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
    await ana.waitFor(/Which law applies\?[\s\S]*One of several choices/)
    await ana.click('Go through the questions', { on: draft })
    await ana.waitForModal(/Question 1 of 6/i)
    await ana.fillIn({ 'A word of help': 'Their full name' })
    expect(await ana.submit()).toMatchObject({ outcome: 'updated' })
    expect(ana.modal()).toMatch(/Question 2 of 6/i)
    await ana.close({ all: true })
    await ana.click('Publish', { on: draft })
    await ana.waitFor(/is published\. Anybody can start it now with \/docgen service-agreement/)
    const bob = docgen.acme.person('bob')
    await bob.command('/docgen', 'service-agreement client="Bob Ltd"')
    const law = await bob.waitFor(/Which law applies/)
    await bob.click('Delaware', { on: law })
    await bob.waitFor(/Start date/)
  })

  it('with mistakes is refused with their places, and a name that is taken is asked about', async () => {
    await ana.drop({ name: 'Broken.docx', content: await word('Hello {{#open}} there') })
    expect((await ana.waitFor(/“Broken\.docx” cannot be used yet: there is 1 mistake/)).text).toMatch(/paragraph 1/)
    await ana.drop({ name: 'Memo.docx', content: await word('To {{recipient_name}}') })
    await ana.waitFor(/I have read “Memo”/)
    await ana.drop({ name: 'Memo.docx', content: await word('To {{recipient_name}} from {{sender_name}}') })
    const taken = await ana.waitFor(/There is a template called “Memo” already/)
    await ana.click('Yes, a new version', { on: taken })
    await ana.waitFor(/asks 2 questions[\s\S]*version 2/)
    await ana.click('No, another name…', { on: taken })
    await ana.waitForModal(/What shall people call it/)
    await ana.fillIn({ 'What shall people call it?': 'Second memo' })
    expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
    await ana.waitFor(/I have read “Second memo”/)
  })

  it('is refused in a friendly way for those who are no authors', async () => {
    const cai = docgen.acme.person('cai')
    await cai.drop({ name: 'Mine.docx', content: await word('{{name}}') })
    await cai.waitFor(/Templates are made by authors here/)
  })
})
