/** A conversation in two workspaces of an Enterprise Grid, by one installation for the whole organisation. */
import { expect, it } from 'vitest'
import type { SimulatedWorkspace } from '../../../../../../tools/slack-simulator/simulator.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack

tellStories(
  async (opened) => {
    docgen = opened
    await docgen.template('Letter', 'Dear {{person_name}}, welcome in {{town_name}}. {{remark_text}}')
    await docgen.settled()
  },
  { organisation: 'Acme Group', simulator: { app: { orgDeploy: true } } },
)

/** Another workspace of the organisation, which has the app with the rest. */
function another(name: string): SimulatedWorkspace {
  const workspace = docgen.slack.workspace(name, 'Acme Group')
  workspace.installForOrganisation()
  return workspace
}

it.each([
  ['the workspace that the token was given in', () => docgen.acme],
  ['another workspace of the organisation', () => another('Legal')],
])('in %s somebody answers in a thread and in a form, and gets the document', async (_, where) => {
  const ada = where().person('ada')
  expect(ada.id).toMatch(/^W/)
  await ada.command('/docgen', 'letter')
  const asked = await ada.waitFor(/person name/i, { in: 'app' })
  await ada.say('Zoë', { in: 'app', thread: asked })
  const next = await ada.waitFor(/town name/i, { in: 'app', after: asked })
  await ada.openHome()
  await ada.click('Answer several at once', { on: next })
  await ada.waitForModal(/Town name/)
  await ada.fillIn({ 'Town name': 'Bern', 'Remark text': 'See you.' })
  expect(await ada.submit()).toMatchObject({ outcome: 'cleared' })
  const review = await ada.waitFor(/look it over/i, { in: 'app' })
  await ada.click('Make the document', { on: review })
  await ada.waitFor(/Here is your document/, { in: 'app', after: review })
})

it('one person in two workspaces is one, with one history', async () => {
  const legal = another('Legal')
  const eve = docgen.acme.person('eve')
  legal.state.users.set(eve.id, eve.user)
  const there = legal.person('eve')
  await eve.command('/docgen', 'letter')
  await eve.waitFor(/person name/i, { in: 'app' })
  await there.command('/docgen', 'list')
  await there.waitFor(/Letter/, { in: 'app' })
  const people = await docgen.people.list('default', eve.id, 10)
  expect(people).toHaveLength(1)
})
