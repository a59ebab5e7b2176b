/**
 * Which question stood above a message, while posts are on their way between Slack, the notes of the transport, and the
 * stream.
 */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { messageRef } from '../../../../../src/adapters/inbound/slack/message-ref.ts'
import { findPromptsAbove } from '../../../../../src/adapters/inbound/slack/ui/listeners/conversation/prompts-above.ts'
import type { ConversationAccess } from '../../../../../src/adapters/inbound/slack/ui/listeners/conversation/conversation-access.ts'
import type { Interaction } from '../../../../../src/adapters/inbound/slack/ui/listeners/interaction/interaction.ts'
import { TooEarly } from '../../../../../src/adapters/inbound/slack/transport/inbox/too-early.ts'
import type { UnrecordedMessage } from '../../../../../src/ports/slack/slack-records.ts'

const place = { team: 'T1', channel: 'D1', thread_ts: '100.000000' }
const requester = 'person:ada'
const asked = (name: string, ts: string) => ({
  message: messageRef({ ...place, ts }),
  name,
  ts,
  note: {
    id: randomUUID(),
    generation: 'g',
    ...place,
    state: 'posted',
    ts,
    file_id: null,
    record: JSON.stringify({ about: 'question', name }),
    attempts: 1,
    planned_at: '',
    tried_at: '1970-01-01T00:05:00.000Z',
  } satisfies UnrecordedMessage,
})
const [first, second] = [asked('party', '200.000000'), asked('place', '300.000000')]

/**
 * A conversation with one recorded question; the second goes from the notes into the stream whenever something was
 * read.
 */
function conversation({
  moves,
  state = 'posted',
}: {
  readonly moves: boolean
  readonly state?: UnrecordedMessage['state']
}) {
  let recorded = false
  const sent = () =>
    [first, ...(recorded ? [second] : [])].map(
      ({ message, name }) =>
        [message, { about: 'question', name, to: undefined, revision: 1, at: '', stale_at: undefined }] as const,
    )
  const aggregates = {
    async load() {
      const outbox = { sent: new Map(sent()) }
      recorded ||= moves
      return { state: { requester, outbox } }
    },
  }
  const unrecordedMessages = async () => {
    const notes = recorded ? [] : [{ ...second.note, state, ts: state === 'posted' ? second.ts : null }]
    recorded ||= moves
    return notes
  }
  const interaction = {
    deps: { app: { aggregates }, unrecordedMessages },
    person: { caller: { actor: requester } },
    team: 'T1',
  } as unknown as Interaction
  const access = { generation: 'g', state: { requester } } as unknown as ConversationAccess
  return (ts: string) => findPromptsAbove(interaction, access, { ...place, ts })
}

test('a post is found while it goes from the notes into the stream, and once', async () => {
  expect((await conversation({ moves: true })('301.000000')).map(({ name }) => name)).toEqual(['place', 'party'])
  expect((await conversation({ moves: false })('301.000000')).map(({ name }) => name)).toEqual(['place', 'party'])
})

test('what was written before a question is for the one before', async () => {
  expect((await conversation({ moves: false })('299.000000')).map(({ name }) => name)).toEqual(['party'])
})

test('while a post may be out nobody knows what stands above, whatever the clocks say', async () => {
  const above = conversation({ moves: false, state: 'trying' })
  for (const ts of ['301.000000', '299.000000']) await expect(above(ts)).rejects.toThrow(TooEarly)
})
