/** What a person sees of a conversation, and what it asks for now. */
import type { Person } from '../../tools/slack-simulator/driver/person-actions.ts'
import type { SeenMessage } from '../../tools/slack-simulator/driver/seen-message.ts'
import { LABELS, type Label } from './test-bed.ts'

export type PendingPrompt =
  | { readonly kind: 'question'; readonly label: Label; readonly seen: SeenMessage }
  | { readonly kind: 'review' | 'document' | 'unsure' | 'ended'; readonly seen: SeenMessage }

/** The prompt of a message; undefined for a message that asks for nothing. */
export function promptIn(seen: SeenMessage): PendingPrompt | undefined {
  const { text } = seen
  if (seen.ephemeral) return undefined
  if (seen.files.length > 0 && text.includes('Here is your document')) return { kind: 'document', seen }
  if (seen.buttons.includes('Send it again')) return { kind: 'unsure', seen }
  if (/is cancelled\.|has waited too long|I could not make/.test(text)) return { kind: 'ended', seen }
  if (seen.buttons.includes('Make the document')) return { kind: 'review', seen }
  const label = /Question \d+/.test(text) ? LABELS.find((one) => text.includes(one)) : undefined
  return label === undefined ? undefined : { kind: 'question', label, seen }
}

/** The app's messages in a thread, without the first, oldest first. */
export const listReplies = (person: Person, root: string): SeenMessage[] =>
  person.messages({ thread: root }).filter(({ from, ts }) => from !== person.user.name && ts !== root)

/** The newest prompt after a message; undefined while there is none. */
export const findNewestPrompt = (person: Person, root: string, after: string): PendingPrompt | undefined =>
  listReplies(person, root)
    .filter(({ ts }) => ts > after)
    .map(promptIn)
    .findLast((asked) => asked !== undefined)

/** The current content of a message. */
export const reloadMessage = (person: Person, { ts, threadTs }: SeenMessage): SeenMessage | undefined =>
  person.messages({ thread: threadTs ?? ts }).find((one) => one.ts === ts)

/** The first messages of conversations in a person's direct messages with the app, oldest first. */
export const listRootMessages = (person: Person): SeenMessage[] =>
  person
    .messages({ in: 'app' })
    .filter(({ threadTs, text, ephemeral }) => threadTs === undefined && !ephemeral && text.includes('Let’s make “'))

/** Whether the thread ends, for whoever opens it now, with a message that says what became of the document. */
export function endsWithOutcome(person: Person, root: string): boolean {
  const last = listReplies(person, root).findLast(({ ephemeral }) => !ephemeral)
  const kind = last === undefined ? undefined : promptIn(last)?.kind
  return kind === 'document' || kind === 'unsure' || kind === 'ended'
}
