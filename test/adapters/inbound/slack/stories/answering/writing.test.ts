/** People write and paste as they do everywhere: tables, mentions, links with words of their own, other emoji. */
import { describe, expect, it } from 'vitest'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import type { SeenMessage } from '../../../../../../tools/slack-simulator/driver/seen-message.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories, valuesOf } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
tellStories(async (opened) => {
  docgen = opened
  await docgen.template('Order', 'For {{#parts}}- {{item}} {{quantity}} {{price}}\n{{/parts}}', [
    {
      name: 'parts',
      kind: 'list',
      label: 'Parts',
      fields: [
        { name: 'item', kind: 'text', label: 'Item' },
        { name: 'quantity', kind: 'integer', label: 'Quantity' },
        { name: 'price', kind: 'money', label: 'Price' },
      ],
    },
  ])
  await docgen.template('Guests', 'With {{#guests}}{{.}} {{/guests}}', [{ name: 'guests', label: 'Guests' }])
  await docgen.template('Letter', 'To {{who}}, see {{page}}: {{body}}', [
    { name: 'who', kind: 'text', label: 'Who?' },
    { name: 'page', kind: 'link', label: 'Which page?' },
    { name: 'body', kind: 'long_text', label: 'What to say?' },
  ])
  docgen.acme.channel('legal')
})

const begin = async (name: string, template: string, first: RegExp): Promise<[Person, SeenMessage]> => {
  const person = docgen.acme.person(name)
  await person.command('/docgen', template)
  return [person, await person.waitFor(first)]
}

describe('a pasted table', () => {
  it('is the items of a list, with its head in any order', async () => {
    const [ana, list] = await begin('ana', 'order', /Add the first/)
    await ana.paste('Price\tItem\tQuantity\r\n1.50\tBolt\t12\r\n$0.20\tNut\t3\r\n', { thread: list, text: 'Here:' })
    const more = await ana.waitFor(/2 so far/)
    await ana.say('no', { thread: more })
    await ana.waitFor(/LOOK IT OVER/)
    expect(await valuesOf(docgen, 'order')).toMatchObject({
      parts: [
        { item: 'Bolt', quantity: '12', price: '1.5' },
        { item: 'Nut', quantity: '3', price: '0.2' },
      ],
    })
  })

  it('with a mistake is told of by its row, and none of its rows is taken', async () => {
    const [bob, list] = await begin('bob', 'order', /Add the first/)
    await bob.paste('Bolt\t12\t1.50\nNut\tmany\t0.20', { thread: list })
    const again = await bob.waitFor(/Parts · no\. 2: Quantity/)
    expect(again.text).not.toMatch(/so far/)
    await bob.paste('Bolt\t12\t1.50\nNut\t3\t0.20', { thread: again })
    await bob.waitFor(/2 so far/)
  })

  it('of one column fills the first field of each item; the others are asked', async () => {
    const [cai, list] = await begin('cai', 'order', /Add the first/)
    await cai.paste('Bolt\r\nNut\r\n', { thread: list })
    await cai.say('12', { thread: await cai.waitFor(/no\. 1: Quantity/) })
    await cai.say('1.50', { thread: await cai.waitFor(/no\. 1: Price/) })
    await cai.say('3', { thread: await cai.waitFor(/no\. 2: Quantity/) })
    await cai.say('0.20', { thread: await cai.waitFor(/no\. 2: Price/) })
    await cai.waitFor(/2 so far/)
  })

  it('for a plain list is refused where it has several columns, and taken where it has one', async () => {
    const [dan, list] = await begin('dan', 'guests', /one on each line/)
    await dan.paste('Ann\t5\nBob\t6', { thread: list })
    const again = await dan.waitFor(/one on each line/, { after: list })
    await dan.paste('Ann\nBob', { thread: again })
    await dan.waitFor(/2 so far/)
  })

  it('in a text is its rows', async () => {
    const [eva, who] = await begin('eva', 'letter', /Who\?/)
    await eva.say('Ben', { thread: who })
    await eva.say('acme.com', { thread: await eva.waitFor(/Which page/) })
    await eva.paste('Bolt\t12\nNut\t3', { thread: await eva.waitFor(/What to say/), text: 'The parts:' })
    await eva.waitFor(/LOOK IT OVER/)
    expect(await valuesOf(docgen, 'letter')).toMatchObject({ body: 'The parts:\nBolt\t12\nNut\t3' })
  })
})

it('a person who is mentioned is named; a channel, of which Slack tells only the id, is asked for', async () => {
  docgen.acme.person('ben')
  const [fay, who] = await begin('fay', 'letter', /Who\?/)
  await fay.say('#legal', { thread: who })
  await fay.waitFor(/only an id for what you mention/)
  await fay.say('@ben', { thread: who })
  const page = await fay.waitFor(/Which page/)
  expect(await valuesOf(docgen, 'letter')).toMatchObject({ who: 'ben' })
  await fay.say('https://acme.example/terms', { thread: page })
  await fay.waitFor(/What to say/)
})

it('the app that is mentioned is no part of an answer', async () => {
  const [ida, who] = await begin('ida', 'letter', /Who\?/)
  await ida.say('@docgen Acme Ltd', { thread: who })
  await ida.waitFor(/Which page/)
  expect(await valuesOf(docgen, 'letter')).toMatchObject({ who: 'Acme Ltd' })
})

it('an answer that is edited into a mention without a name stays as it was, and its person is told', async () => {
  const [jon, who] = await begin('jon', 'letter', /Who\?/)
  const said = await jon.say('Ben', { thread: who })
  await jon.waitFor(/Which page/)
  await jon.edit(said, '#legal')
  await jon.waitFor(/only an id for what you mention/)
  expect(await valuesOf(docgen, 'letter')).toMatchObject({ who: 'Ben' })
})

it('words from Word arrive as they look: no no-break spaces, all quotes', async () => {
  const [gus, who] = await begin('gus', 'letter', /Who\?/)
  await gus.paste('“Müller”\u00A0& Söhne', { thread: who })
  await gus.waitFor(/Which page/)
  expect(await valuesOf(docgen, 'letter')).toMatchObject({ who: '“Müller” & Söhne' })
})
