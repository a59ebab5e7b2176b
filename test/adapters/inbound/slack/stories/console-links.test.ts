/** A link to the console is there only where it leads somewhere for the person. */
import { expect, it } from 'vitest'
import { closeWithoutTrouble, docgenInSlack } from '../../../../support/services/docgen-in-slack.ts'
import { openSession } from '../../../../support/services/sign-in.ts'

/** What is said beside the document of somebody new, and, where `signs_in`, of one who has been in the console. */
async function documentMessage(options: Parameters<typeof docgenInSlack>[0], signs_in = false): Promise<string> {
  const docgen = await docgenInSlack(options)
  await docgen.template('Letter', 'Dear {{recipient_name}}.')
  const ana = docgen.acme.person('ana')
  await ana.command('/docgen', 'letter recipient=Ana')
  const review = await ana.waitFor(/LOOK IT OVER/)
  if (signs_in) {
    const { actor, tenant } = (await docgen.people.findByUser(docgen.acme.id, ana.id))!
    await openSession(docgen.app, { actor, tenant, roles: [] })
  }
  await ana.click('Make the document', { on: review })
  const { text } = await ana.waitFor(/Here is your document/)
  await closeWithoutTrouble(docgen)
  return text
}

it('where everybody can sign in with Slack', async () => {
  expect(await documentMessage({ sign_in: true })).toMatch(/Audit trail/)
})

it('where the person has signed in to the console in another way, and not where they have not', async () => {
  expect(await documentMessage({ sign_in: false }, true)).toMatch(/Audit trail/)
  expect(await documentMessage({ sign_in: false })).not.toMatch(/Audit trail/)
})

it('not where the console has no public address', async () => {
  expect(await documentMessage({ sign_in: true, public_url: null })).not.toMatch(/Audit trail/)
})
