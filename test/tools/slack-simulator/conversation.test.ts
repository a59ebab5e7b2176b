/** A bolt app and a person talk through the simulator: commands, buttons, modals, threads, files, the home tab. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { tinyApp, type TinyApp } from './tiny-app.ts'

let slack: Simulator
let acme: SimulatedWorkspace
let ana: Person
let bob: Person
let tiny: TinyApp

beforeEach(async () => {
  slack = await startSlack()
  acme = slack.workspace('Acme')
  ana = acme.person('ana', { realName: 'Ana Lee', locale: 'de-DE', tz: 'Europe/Berlin' })
  bob = acme.person('bob')
  tiny = await tinyApp(slack, acme.install())
})
afterEach(async () => {
  await tiny.close()
  await slack.close()
})

const text = (said: string) => ({ type: 'plain_text' as const, text: said })
const button = (said: string, action: string) => ({
  type: 'button' as const,
  text: text(said),
  action_id: action,
  value: 'x',
})

it('answers a typed message in the thread it was typed in', async () => {
  tiny.app.message(async ({ message, say }) => {
    const { text: said, ts, thread_ts } = message as { text?: string; ts: string; thread_ts?: string }
    await say({ text: `You said: ${said}`, thread_ts: thread_ts ?? ts })
  })
  const typed = await ana.say('Smith & Sons <now>, see example.com')
  const answer = await ana.waitFor('You said')
  expect(answer).toMatchObject({
    from: 'docgen',
    threadTs: typed.ts,
    text: 'You said: Smith & Sons <now>, see example.com',
  })
  expect(() => bob.message('You said')).toThrow(/sees no message/)
})

it('escapes what was typed and makes links of addresses, as Slack does', async () => {
  const heard: string[] = []
  tiny.app.message(async ({ message }) => {
    heard.push((message as { text: string }).text)
  })
  await ana.say('a & b <c> at example.com, me@example.com, https://a.example/x?y=1&z, ask @bob')
  await expect
    .poll(() => heard)
    .toEqual([
      'a &amp; b &lt;c&gt; at <http://example.com|example.com>, <mailto:me@example.com|me@example.com>, ' +
        `<https://a.example/x?y=1&amp;z>, ask <@${bob.id}>`,
    ])
})

it('runs a command, opens a modal, takes what is filled in, and shows errors at their fields', async () => {
  tiny.app.command('/docgen', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'ask',
        title: text('New document'),
        submit: text('Next'),
        close: text('Cancel'),
        blocks: [
          {
            type: 'input',
            block_id: 'party',
            label: text('Party'),
            element: { type: 'plain_text_input', action_id: 'v' },
          },
          { type: 'input', block_id: 'start', label: text('Start'), element: { type: 'datepicker', action_id: 'v' } },
          {
            type: 'input',
            block_id: 'law',
            label: text('Law'),
            optional: true,
            element: { type: 'external_select', action_id: 'law', min_query_length: 2 },
          },
        ],
      },
    })
  })
  tiny.app.options('law', async ({ options, ack }) => {
    await ack({
      options: ['Delaware', 'Denmark', 'Texas']
        .filter((each) => each.startsWith(options.value))
        .map((each) => ({ text: text(each), value: each })),
    })
  })
  const submitted: unknown[] = []
  tiny.app.view('ask', async ({ ack, view }) => {
    const party = view.state.values['party']?.['v']?.value
    if (party === 'Nobody') return ack({ response_action: 'errors', errors: { party: 'Who is that?' } })
    submitted.push(view.state.values)
    await ack()
  })

  await ana.command('/docgen', 'nda')
  expect(await ana.waitForModal('New document')).toContain('Party: ____')
  expect(await ana.submit()).toEqual({
    outcome: 'errors',
    errors: { Party: 'Please complete this required field.', Start: 'Please complete this required field.' },
  })
  await ana.fillIn({ Party: 'Nobody', Start: '2026-12-01' })
  expect(await ana.submit()).toEqual({ outcome: 'errors', errors: { Party: 'Who is that?' } })
  await ana.fillIn({ Party: 'Acme & Co', Law: 'Dela' })
  expect(await ana.search('De', 'Law')).toEqual(['Delaware', 'Denmark'])
  expect(await ana.submit()).toEqual({ outcome: 'closed' })
  expect(ana.modal()).toBeUndefined()
  expect(submitted).toEqual([
    {
      party: { v: { type: 'plain_text_input', value: 'Acme & Co' } },
      start: { v: { type: 'datepicker', selected_date: '2026-12-01' } },
      law: {
        law: {
          type: 'external_select',
          selected_option: { text: { type: 'plain_text', text: 'Delaware' }, value: 'Delaware' },
        },
      },
    },
  ])
})

it('lets a person click what is there and nothing else', async () => {
  tiny.app.message(async ({ say }) => {
    await say({
      text: 'Sign?',
      blocks: [
        { type: 'section', text: text('Sign?') },
        { type: 'actions', elements: [button('Yes', 'yes'), button('No', 'no')] },
      ],
    })
  })
  tiny.app.action('yes', async ({ ack, respond }) => {
    await ack()
    await respond({ replace_original: true, text: 'Signed.', blocks: [{ type: 'section', text: text('Signed.') }] })
  })
  await ana.say('go')
  const question = await ana.waitFor('Sign?')
  expect(question.buttons).toEqual(['Yes', 'No'])
  await expect(bob.click('Yes', { on: question })).rejects.toThrow(/bob knows no channel/)
  await ana.click('Yes')
  await ana.waitFor('Signed.')
  await expect(ana.click('Yes', { on: question })).rejects.toThrow('There is no "Yes"')
})

it('shows an ephemeral message to its one reader only', async () => {
  const general = acme.channel('general', { members: [ana, bob], bot: true })
  await tiny.app.client.chat.postEphemeral({ channel: general, user: ana.id, text: 'psst' })
  expect(ana.transcript({ in: 'general' })).toContain('psst (only visible to you)')
  expect(bob.messages({ in: 'general' })).toEqual([])
})

it('uploads with the real client, shares into a thread, and lets only a token of the workspace download', async () => {
  const dm = await tiny.app.client.conversations.open({ users: ana.id })
  const root = await tiny.app.client.chat.postMessage({ channel: dm.channel?.id ?? '', text: 'Here it comes' })
  const done = await tiny.app.client.filesUploadV2({
    channel_id: dm.channel?.id ?? '',
    thread_ts: root.ts ?? '',
    file: Buffer.from('the contract'),
    filename: 'nda.docx',
    initial_comment: 'Your NDA',
  })
  expect(done.ok).toBe(true)
  const message = await ana.waitFor('nda.docx')
  expect(message).toMatchObject({ threadTs: root.ts, text: 'Your NDA\n(file: nda.docx)' })
  const info = await tiny.app.client.files.info({ file: message.files[0]?.id ?? '' })
  expect(Object.keys(info.file?.shares?.private ?? {})).toEqual([dm.channel?.id])
  const url = info.file?.url_private ?? ''
  const token = [...slack.state.tokens.values()][0]?.value ?? ''
  expect(await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text()).toBe('the contract')
  expect(await (await fetch(url)).text()).toContain('Sign in')
  const beta = slack.workspace('Beta')
  expect(await (await fetch(url, { headers: { authorization: `Bearer ${beta.install()}` } })).text()).toContain(
    'Sign in',
  )
})

it('tells the app of edits, deletions, dropped files and the opened home tab', async () => {
  const heard: string[] = []
  tiny.app.event('message', async ({ event }) => {
    heard.push(event.subtype ?? 'message')
  })
  tiny.app.event('file_shared', async () => {
    heard.push('file_shared')
  })
  tiny.app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: text('Your drafts') }] },
    })
  })
  const typed = await ana.say('frist')
  await ana.edit(typed, 'first')
  await ana.remove(typed)
  await ana.drop({ name: 'nda.docx', content: 'x' })
  await ana.openHome()
  expect(await ana.waitForHome('Your drafts')).toBe('Your drafts')
  expect(heard).toEqual(['message', 'message_changed', 'message_deleted', 'file_share', 'file_shared'])
})
