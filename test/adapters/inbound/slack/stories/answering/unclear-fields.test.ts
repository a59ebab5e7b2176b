/** In Slack's forms: a field that could mean several things is asked in place, and the rest of the form is kept. */
import { expect, it } from 'vitest'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
tellStories(async (opened) => {
  docgen = opened
  const kinds = [
    { name: 'tenant', kind: 'text', label: 'Tenant' },
    { name: 'rent', kind: 'money', label: 'Rent' },
    { name: 'deposit', kind: 'money', label: 'Deposit' },
    {
      name: 'law',
      kind: 'one_of',
      label: 'Law',
      choices: ['England', 'Delaware'].map((value) => ({ value, label: value })),
    },
    { name: 'website', label: 'Website' },
  ] as const
  await docgen.template(
    'Lease',
    '{{tenant}} pays {{rent}} and {{deposit}} under the law of {{law}}, see {{website}}.',
    kinds,
  )
})

it('several fields: each unclear one gets its meanings, what was chosen is used, what was written stays', async () => {
  const ana = docgen.acme.person('ana')
  await ana.command('/docgen', 'lease')
  await ana.click('Answer several at once', { on: await ana.waitFor(/Tenant/) })
  await ana.waitForModal(/Deposit/)
  await ana.fillIn({ Tenant: 'Berta', Rent: '1.250', Deposit: '2.500', Law: 'Delaware', Website: 'not yet' })
  expect(await ana.submit()).toMatchObject({ outcome: 'updated' })
  const again = ana.modal() ?? ''
  expect(again).toMatch(
    /could mean 1\.25 or 1250[^]*“1\.250” means …[^]*“2\.500” means …[^]*Take it as it is: “not yet”/,
  )
  await ana.fillIn({ '“1.250” means …': '1250', '“not yet” means …': 'Take it as it is: “not yet”' })
  // One is left: it is asked again, and what was chosen for the others stands.
  expect(await ana.submit()).toMatchObject({ outcome: 'updated' })
  expect(ana.modal()).toMatch(/“1\.250” means …[^]*could mean 2\.5 or 2500[^]*“2\.500” means …/)
  expect(ana.modal()).not.toMatch(/could mean 1\.25 or 1250/)
  await ana.fillIn({ Deposit: '2,500' })
  expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
  const review = await ana.waitFor(/LOOK IT OVER/)
  expect(review.text).toMatch(/Berta[^]*1,250\.00[^]*2,500\.00[^]*Delaware[^]*not yet/)
})

it('one answer: a choice counts for the words that it was made for, and no others', async () => {
  const bob = docgen.acme.person('bob')
  await bob.command('/docgen', 'lease tenant=Bob rent=900 deposit=5 law=England website=a.example')
  const review = await bob.waitFor(/LOOK IT OVER/)
  await bob.click('Edit Rent', { on: review })
  await bob.waitForModal(/Rent/)
  await bob.fillIn({ Rent: 'much' })
  expect(await bob.submit()).toMatchObject({ outcome: 'errors', errors: { Rent: expect.stringMatching(/amount/) } })
  await bob.fillIn({ Rent: '1.250' })
  expect(await bob.submit()).toMatchObject({ outcome: 'updated' })
  await bob.fillIn({ '“1.250” means …': '1.25', Rent: '3.750' })
  expect(await bob.submit()).toMatchObject({ outcome: 'updated' })
  expect(bob.modal()).toMatch(/could mean 3\.75 or 3750/)
  await bob.fillIn({ '“3.750” means …': '3.75' })
  expect(await bob.submit()).toMatchObject({ outcome: 'cleared' })
  await bob.waitFor(/3\.75/)
})
