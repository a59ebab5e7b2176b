/** What people do all at once, signed as Slack would, at an even pace: how long each waits for its 200. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { deliver, eventBody, interaction, type Body } from '../../tools/slack-simulator/delivery/as-slack.ts'
import type { TestBed } from './test-bed.ts'

export const ACTS = ['message', 'block_actions', 'view_submission'] as const
export type Act = (typeof ACTS)[number]

export interface Ack {
  readonly act: Act
  readonly ms: number
}

/**
 * A third each of messages, clicks and submitted forms, of `people` Slack users; whether or not the ones before are
 * answered. Throws for any answer but 200.
 */
export async function acks(
  { slack, acme }: TestBed,
  people: readonly string[],
  { a_second, seconds }: { readonly a_second: number; readonly seconds: number },
): Promise<Ack[]> {
  const sent: Promise<Ack>[] = []
  const began = performance.now()
  for (let n = 0; n < seconds * a_second; n++) {
    await sleep(Math.max(0, began + (n * 1000) / a_second - performance.now()))
    const act = ACTS[n % ACTS.length] as Act
    const body = bodyOf(act, acme.id, people[n % people.length] ?? '')
    sent.push(timed(act, () => deliver(slack, body)))
  }
  return Promise.all(sent)
}

async function timed(act: Act, send: () => Promise<{ readonly status: number }>): Promise<Ack> {
  const at = performance.now()
  const { status } = await send()
  if (status !== 200) throw new Error(`${act} was answered ${String(status)}.`)
  return { act, ms: performance.now() - at }
}

/** Under conversations that nobody knows any more: each is kept or worked, looked for, and answered privately. */
function bodyOf(act: Act, team: string, user: string): Body {
  const generation = randomUUID()
  const now = (Date.now() / 1000).toFixed(6)
  const who = {
    team: { id: team, domain: 'acme' },
    user: { id: user, username: 'one', team_id: team },
    api_app_id: 'A1',
    trigger_id: randomUUID(),
  }
  switch (act) {
    case 'message':
      return eventBody(
        team,
        {
          type: 'message',
          channel: `D${user}`,
          channel_type: 'im',
          user,
          ts: now,
          event_ts: now,
          thread_ts: '1700000000.000100',
          text: 'An answer',
          blocks: [],
        },
        { event_id: randomUUID() },
      )
    case 'block_actions':
      return interaction({
        type: 'block_actions',
        ...who,
        container: {
          type: 'message',
          message_ts: '1700000000.000200',
          channel_id: `D${user}`,
          thread_ts: '1700000000.000100',
        },
        channel: { id: `D${user}` },
        actions: [
          { type: 'button', action_id: 'dg_choice_1', block_id: `w|${generation}|-|law`, value: '1', action_ts: now },
        ],
      })
    case 'view_submission':
      return interaction({
        type: 'view_submission',
        ...who,
        view: {
          type: 'modal',
          id: 'V1',
          callback_id: 'dg_view_several',
          private_metadata: JSON.stringify({ generation, names: ['law'] }),
          state: { values: {} },
          hash: '1.2',
          title: { type: 'plain_text', text: 'x' },
          blocks: [],
        },
      })
  }
}
