/**
 * Messages to the app: answers in a thread, words beside all threads, dropped files, and what was edited or deleted.
 */
import type { App } from '@slack/bolt'
import { proposeCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { presentGeneration } from '../../../../../queries/generation/present-generation.ts'
import type { SurfaceDeps } from '../deps.ts'
import { commandKeyword } from '../keywords.ts'
import { writtenText } from '../message-text.ts'
import type { MessageEvent } from '../payloads.ts'
import { answerText } from '../views/elements/answer-line.ts'
import { beginMessage } from '../views/starting.ts'
import { whichConversationMessage } from '../views/conversation-list.ts'
import { isTemplateFile, takeTemplateFile } from './authoring/authoring.ts'
import { hear, type Written } from './conversation-messages.ts'
import { openConversations } from './starting/lists.ts'
import { labelOf } from './navigation.ts'
import { see, type Seen } from './questions.ts'
import { startTyped } from './starting/start.ts'
import {
  attempt,
  commandOf,
  refusalWords,
  referenceOf,
  visitOf,
  whisper,
  type Arrived,
  type Visit,
} from './interaction.ts'

export function listenToMessages(bolt: App, deps: SurfaceDeps): void {
  bolt.message(async ({ message: event, body, context }) => {
    const heard = event as unknown as MessageEvent
    const arrived: Arrived & { readonly body: { readonly team_id?: string } } = { body, context }
    switch (heard.subtype) {
      case undefined:
      case 'file_share':
      case 'thread_broadcast':
        return written(deps, arrived, heard)
      case 'message_changed':
        return edited(deps, arrived, heard)
      case 'message_deleted':
        return deleted(deps, arrived, heard)
    }
  })
  bolt.event('app_mention', async ({ event, body, context }) =>
    mentioned(deps, { body, context }, event as unknown as MessageEvent),
  )
}

type EventArrived = Arrived & { readonly body: { readonly team_id?: string } }
type Placed = Visit & { readonly at: NonNullable<Visit['at']> }

/** The visit of a message's writer; undefined for what no person wrote to the app alone. */
async function placed(
  deps: SurfaceDeps,
  arrived: EventArrived,
  channel: string,
  thing: Omit<MessageEvent, 'channel'> | undefined,
): Promise<Placed | undefined> {
  if (thing?.user === undefined || thing.bot_id !== undefined) return undefined
  const team = teamOfEvent(arrived.body)
  const at = { channel, ts: thing.ts, thread_ts: thing.thread_ts ?? thing.ts }
  return { ...(await visitOf(deps, arrived, { team, user: thing.user, at })), at }
}

/** The workspace in which the app is installed. */
const teamOfEvent = (body: {
  readonly team_id?: string
  readonly authorizations?: readonly { readonly team_id?: string }[]
}): string => body.authorizations?.[0]?.team_id ?? body.team_id ?? ''

async function written(deps: SurfaceDeps, arrived: EventArrived, event: MessageEvent): Promise<void> {
  if (event.channel_type !== undefined && event.channel_type !== 'im') return
  const visit = await placed(deps, arrived, event.channel, event)
  if (visit === undefined) return
  const said: Written = { text: writtenText(event.text ?? ''), files: event.files ?? [], thread_ts: event.thread_ts }
  const generation =
    event.thread_ts === undefined
      ? undefined
      : await deps.generationOfThread(visit.team, event.channel, event.thread_ts)
  if (generation === undefined) return besideThreads(visit, said)
  const seen = await see(visit, generation)
  return seen === undefined ? whisper(visit, visit.texts.not_yours) : hear(visit, seen, said)
}

/**
 * Not in a conversation's thread: a word, a file of a template, or the answer in the only conversation that is open.
 */
async function besideThreads(visit: Placed, said: Written): Promise<void> {
  const { texts } = visit
  const [file] = said.files
  if (file !== undefined && isTemplateFile(file)) return takeTemplateFile(visit, file)
  const keyword = commandKeyword(said.text)
  if (keyword !== undefined) return startTyped(visit, keyword)
  const open = await openConversations(visit)
  const [only] = open
  if (only === undefined) {
    if (file !== undefined) return takeTemplateFile(visit, file)
    return /^\/?docgen\s+\S/i.test(said.text)
      ? startTyped(visit, said.text.replace(/^\/?docgen\s+/i, ''))
      : whisper(visit, beginMessage(texts.nothing_open, texts))
  }
  if (open.length === 1) return hear(visit, only.seen, { ...said, thread_ts: undefined })
  await whisper(
    visit,
    whichConversationMessage(
      open.map(({ template, question, url }) => ({ template, question, url })),
      texts,
    ),
  )
}

/** In a channel nothing is said aloud: the answer is for the person who asked. */
async function mentioned(deps: SurfaceDeps, arrived: EventArrived, event: MessageEvent): Promise<void> {
  const visit = await placed(deps, arrived, event.channel, event)
  if (visit === undefined) return
  const words = writtenText((event.text ?? '').replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, ' ')).trim()
  await startTyped(visit, words === '' ? 'help' : words)
}

/** A message was changed after it had answered: whether the answer changes, too, the person says. */
async function edited(
  deps: SurfaceDeps,
  arrived: EventArrived,
  { channel, message: now, previous_message: before }: MessageEvent,
): Promise<void> {
  if (now === undefined || now.text === before?.text) return
  const visit = await placed(deps, arrived, channel, now)
  const seen = visit === undefined ? undefined : await conversationOf(visit)
  if (visit === undefined || seen === undefined) return
  const said_in = referenceOf(visit.team, visit.at)
  const address = seen.state.outbox?.answered_by.get(said_in)
  if (address === undefined || seen.shown === undefined) return
  if (seen.state.phase !== 'asking' && seen.state.phase !== 'reviewing')
    return whisper(visit, visit.texts.too_late_to_correct)
  const value = writtenText(now.text ?? '')
  const proposed = await attempt(() =>
    proposeCorrection(
      deps.app,
      { id: seen.generation, said_in, value },
      commandOf(visit, 'edited', [seen.generation, value]),
    ),
  )
  if ('done' in proposed) return
  await whisper(
    visit,
    proposed.refused.code === 'invalid_answer'
      ? `${refusalWords(proposed.refused, visit.texts)} ${visit.texts.corrected_not}`
      : refusalWords(proposed.refused, visit.texts),
  )
}

/** A message that had answered was deleted: the answer stays, and that is said. */
async function deleted(
  deps: SurfaceDeps,
  arrived: EventArrived,
  { channel, previous_message: before }: MessageEvent,
): Promise<void> {
  const visit = await placed(deps, arrived, channel, before)
  const seen = visit === undefined ? undefined : await conversationOf(visit)
  if (visit === undefined || seen?.shown === undefined) return
  const address = seen.state.outbox?.answered_by.get(referenceOf(visit.team, visit.at))
  const view = presentGeneration(seen.shown)
  const answer = address === undefined ? undefined : view.answers[address]
  if (answer !== undefined)
    await whisper(
      visit,
      visit.texts.deleted({ label: labelOf(view, answer, visit), answer: answerText(answer, visit.texts) }),
    )
}

/** The conversation of a message's thread, or, beside all threads, the one in which it was an answer. */
async function conversationOf(visit: Placed): Promise<Seen | undefined> {
  const { deps, team, at } = visit
  if (at.thread_ts !== at.ts) {
    const generation = await deps.generationOfThread(team, at.channel, at.thread_ts)
    return generation === undefined ? undefined : see(visit, generation)
  }
  const open = await openConversations(visit)
  return open.find(({ seen }) => seen.state.outbox?.answered_by.has(referenceOf(team, at)) === true)?.seen
}
