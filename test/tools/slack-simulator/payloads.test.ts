/**
 * What the simulator sends has the shape that bolt's and Slack's own types declare: everything required is there and of
 * the plain type.
 */
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { declared, differences } from './declared-shape.ts'
import { rawApp, type RawApp } from './raw-app.ts'

type Json = Record<string, unknown>
const BOLT = '@slack/bolt/dist/types'
const EVENTS = '@slack/types/dist/events'

let slack: Simulator
let app: RawApp
let ana: Person

const text = (said: string) => ({ type: 'plain_text' as const, text: said })
const option = (said: string) => ({ text: text(said), value: said })
/** One of every element that can stand among actions. */
const ELEMENTS = [
  { type: 'button', action_id: 'button', text: text('Button'), value: 'v' },
  { type: 'static_select', action_id: 'static_select', options: [option('One')] },
  { type: 'multi_static_select', action_id: 'multi_static_select', options: [option('One')] },
  { type: 'external_select', action_id: 'external_select', min_query_length: 1 },
  { type: 'users_select', action_id: 'users_select' },
  { type: 'channels_select', action_id: 'channels_select' },
  { type: 'conversations_select', action_id: 'conversations_select' },
  { type: 'datepicker', action_id: 'datepicker' },
  { type: 'timepicker', action_id: 'timepicker' },
  { type: 'radio_buttons', action_id: 'radio_buttons', options: [option('One')] },
  { type: 'checkboxes', action_id: 'checkboxes', options: [option('One')] },
  { type: 'overflow', action_id: 'overflow', options: [option('One')] },
]
const CHOICES: Record<string, string | string[]> = {
  static_select: 'One',
  multi_static_select: ['One'],
  external_select: 'Two',
  users_select: 'ana',
  channels_select: 'general',
  conversations_select: 'general',
  datepicker: '2026-12-01',
  timepicker: '10:30',
  radio_buttons: 'One',
  checkboxes: ['One'],
  overflow: 'One',
}

beforeAll(async () => {
  app = await rawApp()
  slack = await startSlack({ app: { requestUrl: app.url } })
  const acme = slack.workspace('Acme')
  ana = acme.person('ana')
  const ben = acme.person('ben')
  const client = new WebClient(acme.install(), { slackApiUrl: slack.apiUrl })
  const channel = acme.channel('general', { members: [ana], bot: true })

  await client.chat.postMessage({ channel, text: 'Choose', blocks: [{ type: 'actions', elements: ELEMENTS }] as never })
  await ana.click('button')
  for (const [action, entry] of Object.entries(CHOICES)) {
    app.answer({ status: 200, body: action === 'external_select' ? JSON.stringify({ options: [option('Two')] }) : '' })
    await ana.choose(entry, action)
  }
  app.answer({ status: 200 })
  await ana.command('/docgen', 'nda', { in: 'general' })
  const input = {
    type: 'input' as const,
    block_id: 'p',
    label: text('Party'),
    element: { type: 'plain_text_input' as const, action_id: 'v' },
  }
  await client.views.open({
    trigger_id: String(last((json) => json['command'] !== undefined)['trigger_id']),
    view: { type: 'modal', title: text('One'), submit: text('Go'), notify_on_close: true, blocks: [input] },
  })
  await ana.fillIn({ Party: 'Acme' })
  app.answer({ status: 500 })
  await ana.submit()
  app.answer({ status: 200 })
  await ana.close()
  const said = await ana.say('hello @docgen', { in: 'general' })
  await ana.edit(said, 'hello')
  await ana.shortcut('of a message', said)
  await ana.shortcut('of the world')
  await ana.drop({ name: 'a.docx', content: 'a' }, { in: 'general' })
  await ana.remove(said)
  await ana.openHome()
  ben.join('general')
  ben.leave('general')
  acme.uninstall()
  await slack.settled()
})
afterAll(async () => {
  await app.close()
  await slack.close()
})

/** The last payload of which that holds. */
function last(holds: (json: Json) => boolean): Json {
  const found = app.requests.findLast(({ json }) => holds(json))
  if (!found) throw new Error('No such payload came.')
  return found.json
}

const interaction = (type: string) => last((json) => json['type'] === type)
const action = (type: string) => {
  const payload = last((json) => json['type'] === 'block_actions' && (json['actions'] as Json[])[0]?.['type'] === type)
  return (payload['actions'] as Json[])[0] as Json
}
const event = (type: string, subtype?: string) =>
  last(
    (json) => (json['event'] as Json | undefined)?.['type'] === type && (json['event'] as Json)['subtype'] === subtype,
  )['event'] as Json

it.each<[string, string, () => Json]>([
  ['BlockAction', 'actions/block-action.d.ts', () => interaction('block_actions')],
  ['BasicElementAction', 'actions/block-action.d.ts', () => ({ ...action('button') })],
  ['ButtonAction', 'actions/block-action.d.ts', () => action('button')],
  ['StaticSelectAction', 'actions/block-action.d.ts', () => action('static_select')],
  ['MultiStaticSelectAction', 'actions/block-action.d.ts', () => action('multi_static_select')],
  ['ExternalSelectAction', 'actions/block-action.d.ts', () => action('external_select')],
  ['UsersSelectAction', 'actions/block-action.d.ts', () => action('users_select')],
  ['ChannelsSelectAction', 'actions/block-action.d.ts', () => action('channels_select')],
  ['ConversationsSelectAction', 'actions/block-action.d.ts', () => action('conversations_select')],
  ['DatepickerAction', 'actions/block-action.d.ts', () => action('datepicker')],
  ['TimepickerAction', 'actions/block-action.d.ts', () => action('timepicker')],
  ['RadioButtonsAction', 'actions/block-action.d.ts', () => action('radio_buttons')],
  ['CheckboxesAction', 'actions/block-action.d.ts', () => action('checkboxes')],
  ['OverflowAction', 'actions/block-action.d.ts', () => action('overflow')],
  ['ViewSubmitAction', 'view/index.d.ts', () => interaction('view_submission')],
  ['ViewClosedAction', 'view/index.d.ts', () => interaction('view_closed')],
  ['ViewOutput', 'view/index.d.ts', () => interaction('view_submission')['view'] as Json],
  ['SlashCommand', 'command/index.d.ts', () => last((json) => json['command'] !== undefined)],
  ['BlockSuggestion', 'options/index.d.ts', () => interaction('block_suggestion')],
  ['GlobalShortcut', 'shortcuts/global-shortcut.d.ts', () => interaction('shortcut')],
  ['MessageShortcut', 'shortcuts/message-shortcut.d.ts', () => interaction('message_action')],
])('bolt’s %s', (name, file, payload) => {
  expect(differences(declared(`${BOLT}/${file}`, name), payload())).toEqual([])
})

it.each<[string, string, () => Json]>([
  ['GenericMessageEvent', 'message.d.ts', () => event('message')],
  ['FileShareMessageEvent', 'message.d.ts', () => event('message', 'file_share')],
  ['File', 'message.d.ts', () => (event('message', 'file_share')['files'] as Json[])[0] as Json],
  ['MessageChangedEvent', 'message.d.ts', () => event('message', 'message_changed')],
  ['MessageDeletedEvent', 'message.d.ts', () => event('message', 'message_deleted')],
  ['AppMentionEvent', 'app.d.ts', () => event('app_mention')],
  ['AppHomeOpenedEvent', 'app.d.ts', () => event('app_home_opened')],
  ['AppUninstalledEvent', 'app.d.ts', () => event('app_uninstalled')],
  ['TokensRevokedEvent', 'token.d.ts', () => event('tokens_revoked')],
  ['FileSharedEvent', 'file.d.ts', () => event('file_shared')],
  ['MemberJoinedChannelEvent', 'member.d.ts', () => event('member_joined_channel')],
  ['MemberLeftChannelEvent', 'member.d.ts', () => event('member_left_channel')],
])('Slack’s %s', (name, file, payload) => {
  expect(differences(declared(`${EVENTS}/${file}`, name), payload())).toEqual([])
})

it('finds what is missing or of another type', () => {
  const properties = declared(`${BOLT}/command/index.d.ts`, 'SlashCommand')
  expect(
    differences(properties, { ...last((json) => json['command'] !== undefined), text: 3, trigger_id: undefined }),
  ).toEqual(['text is no string', 'trigger_id is missing'])
})
