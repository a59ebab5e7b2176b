/**
 * Every shape of payload that Bolt's own tests feed to Bolt (bolt-js, test/unit: helpers/events.ts and the specs of
 * App, helpers and receivers), with its values in this workspace, signed, through our receiver. Each is answered at
 * once, and worked without an error.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docgenInSlack, type DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import {
  deliver,
  eventBody,
  form,
  interaction,
  json,
  type Body,
} from '../../../../../../tools/slack-simulator/delivery/as-slack.ts'
import { until } from '../../../../../support/until.ts'

let docgen: DocgenInSlack
let user: string
let team: string

beforeAll(async () => {
  docgen = await docgenInSlack()
  user = docgen.acme.person('ana').id
  team = docgen.acme.id
})
afterAll(() => docgen.close())

const TS = '1234.56'
const CHANNEL = 'C1234'
const FUNCTION = {
  bot_access_token: 'xwfp-valid',
  function_data: { execution_id: 'Fx111', function: { callback_id: 'reverse' }, inputs: { stringToReverse: 'hello' } },
}

const event = (inner: object, over?: object): Body => eventBody(team, inner, over)
const message = (over: object = {}): Body =>
  event({
    type: 'message',
    event_ts: TS,
    channel: CHANNEL,
    channel_type: 'channel',
    user,
    ts: TS,
    text: 'hi',
    blocks: [],
    ...over,
  })
const who = () => ({
  token: 'xoxb-1234',
  api_app_id: 'A1234',
  team: { id: team, domain: 'slack.com' },
  user: { id: user, username: 'filmaj', name: 'filmaj', team_id: team },
})
const assistant = () => ({
  assistant_thread: {
    channel_id: CHANNEL,
    context: { channel_id: CHANNEL, team_id: team },
    user_id: user,
    thread_ts: TS,
  },
  event_ts: TS,
})
const action = (over: object = {}, body: object = {}): Body =>
  interaction({
    type: 'block_actions',
    actions: [
      {
        type: 'button',
        action_id: 'action_id',
        block_id: 'block_id',
        action_ts: TS,
        text: { type: 'plain_text', text: 'hi' },
        ...over,
      },
    ],
    ...who(),
    response_url: 'https://slack.com',
    trigger_id: TS,
    container: {},
    ...body,
  })
const view = () => ({
  type: 'view',
  id: 'V1234',
  callback_id: 'Cb1234',
  team_id: team,
  app_id: 'A1234',
  bot_id: 'B1234',
  title: { type: 'plain_text', text: 'hi' },
  blocks: [],
  close: null,
  submit: null,
  hash: TS,
  state: { values: {} },
  private_metadata: '',
  root_view_id: null,
  previous_view_id: null,
  clear_on_close: false,
  notify_on_close: false,
})
const command = (over: Record<string, string> = {}): Body =>
  form({
    token: 'xoxb-1234',
    command: '/slash',
    text: 'yo',
    response_url: 'https://slack.com',
    trigger_id: TS,
    user_id: user,
    user_name: 'filmaj',
    team_id: team,
    team_domain: 'slack.com',
    channel_id: CHANNEL,
    channel_name: '#random',
    api_app_id: 'A1234',
    ...over,
  })
const ENTERPRISE = { is_enterprise_install: true, enterprise: { id: 'E111', name: 'Sandbox Org' } }

/** What is answered: an empty 200 where nothing else is said. */
const SHAPES: readonly (readonly [string, () => Body, string?])[] = [
  // Events
  ...['home', 'messages'].map(
    (tab) =>
      [
        `app_home_opened, ${tab}`,
        () => event({ type: 'app_home_opened', channel: 'D1234', user, tab, event_ts: TS }),
      ] as const,
  ),
  ...['member_joined_channel', 'member_left_channel'].map(
    (type) =>
      [type, () => event({ type, user, channel: CHANNEL, channel_type: 'channel', team, event_ts: TS })] as const,
  ),
  [
    'reaction_added',
    () =>
      event({
        type: 'reaction_added',
        user,
        reaction: 'lol',
        item_user: 'wut',
        item: { type: 'message', channel: CHANNEL, ts: TS },
        event_ts: TS,
      }),
  ],
  [
    'reaction_added without user and time',
    () => event({ type: 'reaction_added', item: { channel: CHANNEL, ts: '111.222' } }),
  ],
  ...['channel', 'group', 'im', 'mpim', 'app_home'].map(
    (channel_type) => [`message, ${channel_type}`, () => message({ channel_type })] as const,
  ),
  ['message in a thread', () => message({ thread_ts: TS, channel_type: 'im' })],
  ['message with a divider', () => message({ blocks: [{ type: 'divider' }] })],
  ['message of a stranger', () => message({ user: 'U1234', channel_type: 'im', channel: 'D1234' })],
  ...['bot_message', 'file_share', 'thread_broadcast', 'me_message', 'channel_join'].map(
    (subtype) => [`message, ${subtype}`, () => message({ subtype, thread_ts: '123.456' })] as const,
  ),
  [
    'message, message_changed',
    () =>
      event({
        type: 'message',
        subtype: 'message_changed',
        channel: CHANNEL,
        message: { thread_ts: '123.456' },
        ts: TS,
      }),
  ],
  [
    'message, message_deleted',
    () =>
      event({
        type: 'message',
        subtype: 'message_deleted',
        channel: CHANNEL,
        previous_message: { thread_ts: '123.456' },
        ts: TS,
      }),
  ],
  [
    'message with its type and subtype only',
    () => event({ type: 'message', subtype: 'message_changed', message: { thread_ts: '123.456' } }),
  ],
  ['app_mention', () => event({ type: 'app_mention', text: 'hi', channel: CHANNEL, ts: TS, event_ts: TS })],
  [
    'app_mention of somebody, in a thread',
    () =>
      event({ type: 'app_mention', text: 'hi', user, channel: CHANNEL, ts: TS, thread_ts: '123.456', event_ts: TS }),
  ],
  [
    'app_mention of a stranger',
    () => event({ type: 'app_mention', text: 'hi', user: 'U1234', channel: CHANNEL, ts: TS, event_ts: TS }),
  ],
  ['link_shared', () => event({ type: 'link_shared', thread_ts: '123.456' })],
  ['assistant_thread_started', () => event({ type: 'assistant_thread_started', ...assistant() })],
  ['assistant_thread_context_changed', () => event({ type: 'assistant_thread_context_changed', ...assistant() })],
  [
    'function_executed',
    () =>
      event({
        type: 'function_executed',
        function: {
          id: 'Fn111',
          callback_id: 'reverse',
          title: 'reverse',
          type: 'app',
          input_parameters: [],
          output_parameters: [],
          app_id: 'A111',
          date_updated: 1,
        },
        inputs: { stringToReverse: 'hello' },
        function_execution_id: 'Fx111',
        workflow_execution_id: 'Wf111',
        event_ts: '1659055013.509853',
        bot_access_token: 'xwfp-valid',
      }),
  ],
  ...['channel_created', 'channel_archive'].map(
    (type) => [type, () => event({ type, channel: { id: 'C1234', name: 'general' } })] as const,
  ),
  ...[
    { channel: 'C_FROM_CHANNEL', channel_id: 'C_FROM_CHANNEL_ID' },
    { channel: { id: 'C_FROM_OBJ' }, channel_id: 'C_FROM_CHANNEL_ID' },
  ].map(
    (fields) =>
      [
        `some_event with a channel as ${typeof fields.channel}`,
        () => event({ type: 'some_event', ...fields }),
      ] as const,
  ),
  [
    'event of an organisation',
    () =>
      event(
        { type: 'app_home_opened', channel: 'D1234', user, tab: 'home', event_ts: TS },
        {
          authorizations: [
            { enterprise_id: '', team_id: team, user_id: '', is_bot: true, is_enterprise_install: true },
          ],
        },
      ),
  ],
  [
    'event whose fields are all empty',
    () =>
      event(
        { type: 'app_home_opened', user: '', channel: '', event_ts: '' },
        {
          token: '',
          team_id: '',
          event_id: '',
          event_time: 0,
          authorizations: [{ enterprise_id: '', is_bot: true, team_id: '', user_id: '', is_enterprise_install: true }],
        },
      ),
  ],
  ['event without an envelope', () => json({ event: { type: 'dummy_event_type' } })],
  ['event without a type', () => json({ event: { type: '' } })],
  ['app_uninstalled while the token is still good', () => event({ type: 'app_uninstalled' })],
  [
    'tokens_revoked while the token is still good',
    () => event({ type: 'tokens_revoked', tokens: { oauth: [user], bot: ['U1234'] } }),
  ],
  // Actions
  ['block_actions', () => action()],
  [
    'block_actions, static_select',
    () => action({ type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'hi' }, value: 'x' } }),
  ],
  ['block_actions of a function', () => action({}, FUNCTION)],
  ['block_actions of an organisation', () => action({}, { ...ENTERPRISE, team: null })],
  ['block_actions of a stranger', () => action({}, { user: { id: 'U1234', username: 'filmaj' } })],
  ['block_actions without actions', () => action({}, { actions: [] })],
  ...['interactive_message', 'dialog_submission', 'workflow_step_edit'].map(
    (type) =>
      [
        `${type}, of old`,
        () =>
          interaction({
            type,
            ...who(),
            callback_id: 'Cb1234',
            channel: { id: CHANNEL },
            actions: [{ type: 'button' }],
            submission: {},
            state: '',
          }),
      ] as const,
  ),
  // Options
  [
    'block_suggestion',
    () =>
      interaction({
        type: 'block_suggestion',
        action_id: 'action_id',
        block_id: 'block_id',
        value: 'value',
        action_ts: TS,
        ...who(),
        container: {},
      }),
    '{"options":[]}',
  ],
  ...['interactive_message', 'dialog_suggestion'].map(
    (type) =>
      [
        `options of ${type}, of old`,
        () =>
          interaction({
            type,
            name: 'dropdown',
            value: 'v',
            callback_id: 'Cb1234',
            ...who(),
            channel: { id: CHANNEL },
          }),
      ] as const,
  ),
  // Views
  ['view_submission', () => interaction({ type: 'view_submission', ...who(), view: view(), trigger_id: TS })],
  ['view_closed', () => interaction({ type: 'view_closed', ...who(), view: view(), is_cleared: false })],
  [
    'view_submission of a function',
    () => interaction({ type: 'view_submission', ...who(), view: view(), trigger_id: TS, ...FUNCTION }),
  ],
  [
    'view_closed of an organisation',
    () =>
      interaction({
        type: 'view_closed',
        ...who(),
        ...ENTERPRISE,
        team: null,
        view: { ...view(), app_installed_team_id: team },
        is_cleared: true,
      }),
  ],
  // Shortcuts
  ['shortcut', () => interaction({ type: 'shortcut', callback_id: 'Cb1234', trigger_id: TS, action_ts: TS, ...who() })],
  [
    'shortcut in an organisation',
    () =>
      interaction({
        type: 'shortcut',
        callback_id: 'Cb1234',
        trigger_id: '111.222.xxx',
        action_ts: '1612879511.716075',
        ...who(),
        is_enterprise_install: false,
        enterprise: ENTERPRISE.enterprise,
      }),
  ],
  [
    'message_action',
    () =>
      interaction({
        type: 'message_action',
        callback_id: 'Cb1234',
        trigger_id: TS,
        message_ts: TS,
        response_url: 'https://slack.com',
        message: { type: 'message', ts: TS },
        channel: { id: CHANNEL, name: '#random' },
        action_ts: TS,
        ...who(),
      }),
  ],
  // Commands
  ['command of another app', () => command()],
  [
    'command in an organisation',
    () => command({ is_enterprise_install: 'false', enterprise_id: 'E111', enterprise_name: 'Sandbox Org' }),
  ],
  ...['', 'help', 'list', 'yo'].map(
    (text) =>
      [`command of a stranger: ${text}`, () => command({ command: '/docgen', text, user_id: 'U1234' })] as const,
  ),
  // What Slack only checks, and what is nothing of Slack's
  [
    'url_verification',
    () => json({ token: 'fixed-value', challenge: 'challenge-value', type: 'url_verification' }),
    '{"challenge":"challenge-value"}',
  ],
  ['ssl_check', () => form({ ssl_check: '1', token: 'legacy-fixed-token' })],
  ['ssl_check that is none', () => form({ ssl_check: '0' })],
  [
    'app_rate_limited',
    () =>
      json({
        token: 't',
        type: 'app_rate_limited',
        team_id: team,
        minute_rate_limited: 1518467820,
        api_app_id: 'A1234',
      }),
  ],
  ['nothing known', () => json({ fake: 'THIS_IS_FAKE', channel: { id: 'FAKE_CONVERSATION_ID' } })],
]

it.each(SHAPES.map(([shape, body, answer = '']) => ({ shape, body, answer })))('$shape', async ({ body, answer }) => {
  const before = docgen.logged.length
  expect(await deliver(docgen.slack, body())).toEqual({ status: 200, text: answer })
  const failures = () =>
    docgen.logged
      .slice(before)
      .filter((line) => line.includes('"level":"error"') || line.includes('failed and is tried again'))
  await until(
    'it is worked',
    async () =>
      failures().length > 0 ||
      (await docgen.inbox.listWaitingConversations(new Date(Date.now() + 60_000).toISOString())).length === 0,
  )
  expect(failures()).toEqual([])
  expect(await docgen.inbox.listParked(10)).toEqual([])
})
