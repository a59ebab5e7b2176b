/**
 * Where a document begins in Slack: the picker, the shortcuts, the App Home, a mention; and the widgets for long lists
 * and pictures.
 */
import { describe, expect, it } from 'vitest'
import { Document, ImageRun, Packer, Paragraph } from 'docx'
import { sampleAnswer } from '../../../../../../src/answers/example.ts'
import type { ImageAnswer } from '../../../../../../src/domain/questions/answer.ts'
import { createCommandRequest } from '../../../../../../src/commands/command-metadata.ts'
import { refineQuestions } from '../../../../../../src/commands/template/refine-questions.ts'
import { reviseTemplate } from '../../../../../../src/commands/template/revise-template.ts'
import type { DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { tellStories } from '../../../../../support/slack/stories.ts'

let docgen: DocgenInSlack
const TOWNS = Array.from({ length: 150 }, (_, index) => `Town ${String(index + 1)}`)

const picture = (): Buffer =>
  Buffer.from(
    (sampleAnswer({ name: 'photo', kind: 'image', label: '', required: true, when: [] }, 'en-US') as ImageAnswer).data,
    'base64',
  )

tellStories(async (opened) => {
  docgen = opened
  const placeholder = new ImageRun({
    type: 'png',
    data: picture(),
    transformation: { width: 120, height: 60 },
    altText: { name: 'photo', title: 'photo', description: '{{photo}}' },
  })
  const lines = [
    new Paragraph('Badge of {{person_name}}, {{town}}.'),
    new Paragraph({ children: [placeholder] }),
    new Paragraph('Allergies: {{allergies}}'),
  ]
  await docgen.template('Badge', await Packer.toBuffer(new Document({ sections: [{ children: lines }] })), [
    { name: 'town', kind: 'one_of', label: 'Which town?', choices: TOWNS.map((value) => ({ value, label: value })) },
    { name: 'photo', label: 'A photo' },
    {
      name: 'allergies',
      kind: 'some_of',
      label: 'Allergies',
      required: false,
      choices: ['Nuts', 'Milk', 'Eggs'].map((value) => ({ value, label: value })),
    },
  ])
  await docgen.template('Minutes', 'Minutes: {{minutes_text}}', [
    { name: 'minutes_text', kind: 'long_text', label: 'What was said' },
  ])
  await docgen.settled()
})

describe('the picker', () => {
  it('begins a document, which can be answered in the form or in the thread', async () => {
    const ana = docgen.acme.person('ana')
    await ana.command('/docgen')
    await ana.waitForModal(/What would you like to make/)
    await ana.click('Start: Minutes')
    expect(await ana.waitForModal(/What was said/)).toMatch(/has begun/)
    await ana.waitFor(/What was said/)
    await ana.fillIn({ 'What was said': 'Nothing much.' })
    expect(await ana.submit()).toMatchObject({ outcome: 'updated' })
    expect(ana.modal()).toMatch(/I go on in our direct messages[\s\S]*Go to the conversation/)
    await ana.waitFor(/LOOK IT OVER/)
  })

  it('opens by the shortcuts, with the words of a message', async () => {
    const bob = docgen.acme.person('bob')
    const note = await bob.say('We agreed on Tuesday.', { in: 'app' })
    await bob.shortcut('Document from message', note)
    await bob.waitForModal(/What would you like to make/)
    await bob.click('Start: Minutes')
    await bob.waitForModal(/has begun/)
    expect((await bob.waitFor(/LOOK IT OVER/)).text).toMatch(/We agreed on Tuesday/)
    await bob.close({ all: true })
    await bob.shortcut('New document')
    await bob.waitForModal(/What would you like to make/)
  })

  it('begins from a message whatever signs are in it', async () => {
    const ben = docgen.acme.person('ben')
    const note = await ben.say(`${'\u0001'.repeat(700)}${'"'.repeat(700)}`)
    await ben.shortcut('Document from message', note)
    await ben.waitForModal(/What would you like to make/)
    await ben.click('Start: Minutes')
    await ben.waitForModal(/has begun/)
  })

  it('suggests the nearest templates for a name that is none', async () => {
    const cai = docgen.acme.person('cai')
    await cai.command('/docgen', 'minits')
    const suggestion = await cai.waitFor(/no template called “minits”/)
    await cai.click('Start: Minutes', { on: suggestion })
    await cai.waitFor(/What was said/)
    await cai.command('/docgen', 'help')
    await cai.waitFor(/HOW DOCGEN WORKS/)
    await cai.command('/docgen', 'list')
    await cai.waitFor(/TEMPLATES[\s\S]*Badge[\s\S]*Minutes/)
    await docgen.settled()
    await cai.command('/docgen', 'drafts')
    await cai.waitFor(/YOUR OPEN DOCUMENTS[\s\S]*Minutes/)
  })
})

describe('long lists, several choices and pictures', () => {
  it('are searched, ticked and dropped', async () => {
    const dan = docgen.acme.person('dan')
    await dan.command('/docgen', 'badge person=Dan')
    const town = await dan.waitFor(/Which town/)
    expect(await dan.search('town 14', 'Type to search', { on: town })).toContain('Town 142')
    await dan.choose('Town 142', 'Type to search', { on: town })
    const photo = await dan.waitFor(/A photo/)
    await dan.say('here it comes', { thread: photo })
    const again = await dan.waitFor(/picture/, { after: photo })
    await dan.drop({ name: 'me.png', content: picture() }, { thread: again })
    const allergies = await dan.waitFor(/Allergies/)
    await dan.choose(['Nuts', 'Eggs'], 'dg_gather', { on: allergies })
    await dan.click('Done', { on: allergies })
    const review = await dan.waitFor(/LOOK IT OVER/)
    expect(review.text).toMatch(/Town 142[\s\S]*PNG[\s\S]*Nuts and Eggs/)
    await dan.click('Make the document', { on: review })
    await dan.waitFor(/Here is your document/)
  })
})

describe('the App Home', () => {
  it('has drafts to go on with, documents to make another of, templates with favourites and search', async () => {
    const eve = docgen.acme.person('eve')
    await eve.openHome()
    await eve.waitForHome(/You have no open documents/)
    await eve.click('Add to favourites: Minutes', { on: 'home' })
    await eve.waitForHome(/★ Favourite/)
    await eve.click('Start: Minutes', { on: 'home' })
    const asked = await eve.waitFor(/What was said/)
    await docgen.settled()
    await eve.openHome()
    await eve.waitForHome(/Minutes[\s\S]*in progress/)
    await eve.click('Go on: Minutes', { on: 'home' })
    const again = await eve.waitFor(/What was said/, { after: asked })
    await eve.say('All of it', { thread: again })
    await eve.click('Make the document', { on: await eve.waitFor(/LOOK IT OVER/) })
    await eve.waitFor(/Here is your document/)
    await docgen.settled()
    await eve.openHome()
    await eve.waitForHome(/Recent documents[\s\S]*made/i)
    await eve.click('Make another: Minutes', { on: 'home' })
    expect((await eve.waitFor(/LOOK IT OVER/, { after: again })).text).toMatch(/from before/)
    await eve.choose('bad', 'Search the templates', { on: 'home' })
    await eve.waitForHome(/Badge/)
  })
})

describe('another one like it, after the template has changed', () => {
  it('has every row, and says what it has not, and why', async () => {
    const id = await docgen.template(
      'Order',
      'For {{buyer}}, {{day}}:\n{{#each_item}}- {{article}} {{size}}\n{{/each_item}}',
      [{ name: 'day', kind: 'text', label: 'When' }],
    )
    await docgen.settled()
    const ivy = docgen.acme.person('ivy')
    await ivy.command('/docgen', 'order buyer=Acme when="tomorrow or so"')
    const one = await ivy.waitFor(/Items/)
    await ivy.say('article=Table size=big', { thread: one })
    const two = await ivy.waitFor(/Another one\?/, { after: one })
    await ivy.say('article=Lamp size=small', { thread: two })
    await ivy.say('that’s all', { thread: await ivy.waitFor(/Another one\?/, { after: two }) })
    const review = await ivy.waitFor(/LOOK IT OVER/)
    await ivy.click('Make the document', { on: review })
    const document = await ivy.waitFor(/Here is your document/)
    const request = (name: string) =>
      createCommandRequest(docgen.app, {
        caller: { actor: 'key:author', tenant: 'default', roles: ['author'] },
        surface: 'http',
        request: name,
      })
    const bytes = Buffer.from('For {{buyer}}, {{day}}:\n{{#each_item}}- {{article}} {{color}}\n{{/each_item}}')
    await reviseTemplate(docgen.app, { id, file_name: 'Order.md', bytes, draft: false }, request('revise'))
    await refineQuestions(
      docgen.app,
      { id, refinements: [{ name: 'day', kind: 'date' }], draft: false },
      request('refine'),
    )
    await ivy.click('Make another like this', { on: document })
    const begun = await ivy.waitFor(/Order.*has begun/, { after: document })
    expect(begun.text).toMatch(/Not carried over: “When”\. It is asked in another way now/)
    expect(begun.text).toMatch(/Not carried over: “Items · Size” \(2 rows\)\. The template does not ask this any more/)
    await ivy.waitFor(/When/, { after: document })
  })
})

describe('a mention in a channel', () => {
  it('is answered to the person alone', async () => {
    const [fay, gus] = [docgen.acme.person('fay'), docgen.acme.person('gus')]
    docgen.acme.channel('talk', { members: [fay, gus], bot: true })
    await fay.say('<@docgen> minutes', { in: 'talk' }).catch(() => undefined)
    await fay.say('@docgen minutes', { in: 'talk' })
    await fay.waitFor(/has begun/, { in: 'talk' })
    await fay.waitFor(/What was said/)
    expect(gus.transcript('everything')).not.toMatch(/has begun/)
  })
})
