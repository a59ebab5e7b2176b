/**
 * Payloads as Slack may send them: bare ones, strange ones, and clicks of somebody else. Each is answered, none breaks
 * anything, and nobody answers for another.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docgenInSlack, type DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import {
  deliver as deliverTo,
  eventBody,
  form,
  interaction,
  type Body,
} from '../../../../../../tools/slack-simulator/delivery/as-slack.ts'
import { until } from '../../../../../support/until.ts'

let docgen: DocgenInSlack
let user: string
let team: string

beforeAll(async () => {
  docgen = await docgenInSlack()
  await docgen.template('Note', 'Dear {{recipient_name}}, see you on {{visit_date}}. {{tone}}', [
    {
      name: 'tone',
      kind: 'one_of',
      label: 'Tone',
      choices: ['Warm', 'Cool'].map((value) => ({ value, label: value })),
    },
  ])
  user = docgen.acme.person('ana').id
  team = docgen.acme.id
})
afterAll(() => docgen.close())

const event = (inner: object) => eventBody(team, inner)
const deliver = (body: Body) => deliverTo(docgen.slack, body)

const worked = () =>
  until(
    'everything that came in is worked',
    async () => (await docgen.inbox.listWaitingConversations(new Date(Date.now() + 60_000).toISOString())).length === 0,
  )

const who = () => ({ team: { id: team, domain: 'acme' }, user: { id: user, username: 'ana', name: 'ana' } })
const view = (callback_id: string, private_metadata = '', values: object = {}) => ({
  type: 'modal',
  id: 'V1234',
  team_id: team,
  app_id: 'A1234',
  bot_id: 'B1234',
  callback_id,
  title: { type: 'plain_text', text: 'hi' },
  blocks: [],
  close: null,
  submit: null,
  hash: '1234.56',
  state: { values },
  private_metadata,
  root_view_id: null,
  previous_view_id: null,
  clear_on_close: false,
  notify_on_close: false,
})
const message = (over: object = {}) =>
  event({
    type: 'message',
    channel: 'D0000000001',
    channel_type: 'im',
    user,
    ts: '1234.560000',
    event_ts: '1234.56',
    text: 'hi',
    blocks: [],
    ...over,
  })

const GENERATION = '018f4f6e-0000-7000-8000-000000000001'

describe('bare and strange payloads', () => {
  const payloads: readonly (readonly [string, () => Body])[] = [
    [
      'a click without a container',
      () =>
        interaction({
          type: 'block_actions',
          ...who(),
          actions: [
            {
              type: 'button',
              action_id: 'action_id',
              block_id: 'block_id',
              action_ts: '1234.56',
              text: { type: 'plain_text', text: 'hi' },
            },
          ],
          response_url: 'https://127.0.0.1:9/',
          trigger_id: '1234.56',
          container: {},
        }),
    ],
    ...[
      'dg_choice_0',
      'dg_pick',
      'dg_gather',
      'dg_gathered',
      'dg_written',
      'dg_default',
      'dg_back',
      'dg_skip',
      'dg_several',
      'dg_more',
      'dg_edit',
      'dg_list_add',
      'dg_item_remove',
      'dg_confirm',
      'dg_share',
      'dg_page_on',
      'dg_copy',
      'dg_go_on',
      'dg_correct',
      'dg_withdraw',
      'dg_start',
      'dg_new',
      'dg_favourite',
      'dg_search',
      'dg_publish',
      'dg_nonsense',
    ].flatMap((action_id) =>
      [`w|${GENERATION}|-|name`, 'block_id', 'tpl nothing', `draft ${GENERATION}`].map(
        (block_id) =>
          [
            `the click ${action_id} in ${block_id.slice(0, 12)}`,
            () =>
              interaction({
                type: 'block_actions',
                ...who(),
                actions: [{ type: 'button', action_id, block_id, action_ts: '1234.56' }],
                container: {},
                trigger_id: '1234.56',
              }),
          ] as const,
      ),
    ),
    [
      'a search of nothing',
      () =>
        interaction({
          type: 'block_suggestion',
          ...who(),
          action_id: 'dg_pick',
          block_id: `w|${GENERATION}|-|name`,
          value: 'value',
          container: {},
        }),
    ],
    [
      'a search in another app’s menu',
      () =>
        interaction({
          type: 'block_suggestion',
          ...who(),
          action_id: 'action_id',
          block_id: 'block_id',
          value: 'value',
          container: {},
        }),
    ],
    ...[
      'dg_view_several',
      'dg_view_edit',
      'dg_view_choose_edit',
      'dg_view_delegate',
      'dg_view_share',
      'dg_view_cancel',
      'dg_view_picker',
      'dg_view_question',
      'dg_view_name',
      'Cb1234',
    ].map(
      (callback_id) =>
        [
          `the form ${callback_id}`,
          () =>
            interaction({
              type: 'view_submission',
              ...who(),
              view: view(
                callback_id,
                JSON.stringify({ generation: GENERATION, names: ['name'], template: 'none', file: 'F1', at: 0 }),
              ),
              trigger_id: '1234.56',
            }),
        ] as const,
    ),
    ...['no JSON', '[]', 'null', '"text"', '{'].flatMap((metadata) =>
      ['dg_view_several', 'dg_view_picker', 'dg_view_question', 'dg_view_template_language'].map(
        (callback_id) =>
          [
            `the form ${callback_id} with ${metadata} in its metadata`,
            () =>
              interaction({
                type: 'view_submission',
                ...who(),
                view: view(callback_id, metadata),
                trigger_id: '1234.56',
              }),
          ] as const,
      ),
    ),
    [
      'a form that was closed',
      () => interaction({ type: 'view_closed', ...who(), view: view('dg_view_edit'), is_cleared: false }),
    ],
    [
      'a global shortcut of an old trigger',
      () =>
        interaction({
          type: 'shortcut',
          callback_id: 'docgen_new',
          trigger_id: '1234.56',
          user: { id: user, username: 'ana', team_id: team },
          team: { id: team, domain: 'acme' },
          action_ts: '1234.56',
        }),
    ],
    [
      'a message shortcut without words',
      () =>
        interaction({
          type: 'message_action',
          callback_id: 'docgen_from_message',
          trigger_id: '1234.56',
          message_ts: '1234.56',
          response_url: 'https://127.0.0.1:9/',
          message: { type: 'message', ts: '1234.56' },
          ...who(),
          channel: { id: 'C1234', name: 'random' },
          action_ts: '1234.56',
        }),
    ],
    [
      'a command',
      () =>
        form({
          command: '/docgen',
          text: 'yo',
          response_url: 'https://127.0.0.1:9/',
          trigger_id: '1234.56',
          user_id: user,
          user_name: 'ana',
          team_id: team,
          team_domain: 'acme',
          channel_id: 'C1234',
          channel_name: 'random',
          api_app_id: 'A1234',
        }),
    ],
    ['a message', () => message()],
    ['a message without words', () => message({ text: undefined, ts: '1235.560000' })],
    ['a message in a thread that is none of ours', () => message({ thread_ts: '1000.000000', ts: '1236.560000' })],
    ['a message in a channel', () => message({ channel: 'C1234', channel_type: 'channel', ts: '1237.560000' })],
    [
      'an edited message of nobody',
      () =>
        message({
          subtype: 'message_changed',
          message: { type: 'message', ts: '1.000000', text: 'a' },
          previous_message: { type: 'message', ts: '1.000000', text: 'b' },
          ts: '1238.560000',
        }),
    ],
    [
      'a deleted message',
      () =>
        message({
          subtype: 'message_deleted',
          deleted_ts: '1.000000',
          previous_message: { type: 'message', user, ts: '1.000000', text: 'b' },
          ts: '1239.560000',
        }),
    ],
    [
      'a mention without words',
      () =>
        event({ type: 'app_mention', text: '<@U1>', user, channel: 'C1234', ts: '1240.560000', event_ts: '1240.56' }),
    ],
    [
      'the messages tab',
      () => event({ type: 'app_home_opened', channel: 'D1', user, tab: 'messages', event_ts: '1234.56' }),
    ],
    [
      'a reaction',
      () =>
        event({
          type: 'reaction_added',
          user,
          reaction: 'lol',
          item_user: 'wut',
          item: { type: 'message', channel: 'C1234', ts: '1234.56' },
          event_ts: '1234.56',
        }),
    ],
  ]

  it('are all answered and worked without an error', async () => {
    for (const [name, payload] of payloads)
      expect({ name, status: (await deliver(payload())).status }).toEqual({ name, status: 200 })
    await worked()
    expect(docgen.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
    expect(await docgen.inbox.listParked(10)).toEqual([])
  })
})

describe('a click of somebody else', () => {
  it('is refused privately, whatever button it is', async () => {
    const [bob, cai] = [docgen.acme.person('bob'), docgen.acme.person('cai')]
    await bob.command('/docgen', 'note recipient=Cai visit=tomorrow')
    const tone = await bob.waitFor(/Tone/)
    await bob.click('Back', { on: tone })
    const date = await bob.waitFor(/Visit date/, { after: tone })
    const generation =
      /\|(?<id>[0-9a-f-]{36})\|/.exec(JSON.stringify(docgen.slack.calls('chat.postMessage').at(-1)))?.groups?.['id'] ??
      ''
    expect(generation).not.toBe('')
    const container = { type: 'message', channel_id: date.channel, message_ts: date.ts, thread_ts: date.threadTs }
    for (const [action_id, row, value] of [
      ['dg_skip', 'c', ''],
      ['dg_choice_0', 'w', '0'],
      ['dg_edit', 's', ''],
      ['dg_confirm', 'c', ''],
      ['dg_cancel', 'c', ''],
      ['dg_copy', 'd', ''],
    ]) {
      await deliver(
        interaction({
          type: 'block_actions',
          ...who(),
          container,
          user: { id: cai.id, username: 'cai' },
          actions: [
            { type: 'button', action_id, value, block_id: `${String(row)}|${generation}|-|tone`, action_ts: '1.2' },
          ],
        }),
      )
    }
    await worked()
    await bob.say('in a week', { thread: date })
    const again = await bob.waitFor(/Tone/, { after: date })
    await bob.click('Warm', { on: again })
    expect((await bob.waitFor(/LOOK IT OVER/)).text).toMatch(/Warm/)
    expect(bob.transcript('everything')).not.toMatch(/cancelled|skipped/)
    expect(cai.transcript('everything')).not.toMatch(/Tone|Visit date/)
  })
})

describe('a click under a question that was answered long ago', () => {
  it('is for that question, and changes its answer only after a word', async () => {
    const dan = docgen.acme.person('dan')
    await dan.command('/docgen', 'note')
    const name = await dan.waitFor(/Recipient name/)
    const posted = docgen.slack.calls('chat.postMessage').at(-1)
    await dan.say('Ms Lee', { thread: name })
    await dan.say('tomorrow', { thread: await dan.waitFor(/Visit date/) })
    const tone = await dan.waitFor(/Tone/)
    const generation = /\|(?<id>[0-9a-f-]{36})\|/.exec(JSON.stringify(posted))?.groups?.['id'] ?? ''
    await dan.click('Warm', { on: tone })
    await dan.waitFor(/LOOK IT OVER/)
    // The click was made before, and is delivered now.
    const container = { type: 'message', channel_id: tone.channel, message_ts: tone.ts, thread_ts: tone.threadTs }
    const late = {
      type: 'block_actions',
      team: { id: team },
      user: { id: dan.id },
      container,
      actions: [
        { type: 'button', action_id: 'dg_choice_1', value: '1', block_id: `w|${generation}|-|tone`, action_ts: '1.2' },
      ],
    }
    await deliver(interaction(late))
    await dan.click('Yes, change it', { on: await dan.waitFor(/Change “Tone” from “Warm” to “Cool”/) })
    const review = await dan.waitFor(/LOOK IT OVER[\s\S]*Cool/)
    expect(review.text).toMatch(/Ms Lee/)
    // Delivered once more, it is the same click and asks nothing.
    await deliver(interaction(late))
    await worked()
    expect(dan.messages({ thread: name }).filter(({ text }) => /Change “Tone”/.test(text))).toEqual([])
  })
})
