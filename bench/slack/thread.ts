/** What a person sees of one conversation, and what is asked there now. */
import type { Person } from '../../tools/slack-simulator/driver/person.ts'
import type { Seen } from '../../tools/slack-simulator/driver/sight.ts'
import { LABELS, type Label } from './world.ts'

export type Asked =
  | { readonly kind: 'question'; readonly label: Label; readonly seen: Seen }
  | { readonly kind: 'review' | 'document' | 'ended'; readonly seen: Seen }

/** Undefined for a message on which nothing is to be done, or nothing any more. */
export function askedBy(seen: Seen): Asked | undefined {
  const { text } = seen
  if (seen.ephemeral) return undefined
  if (seen.files.length > 0 && text.includes('Here is your document')) return { kind: 'document', seen }
  if (/is cancelled\.|has waited too long|I could not make/.test(text)) return { kind: 'ended', seen }
  if (seen.buttons.includes('Make the document')) return { kind: 'review', seen }
  const label = /Question \d+/.test(text) ? LABELS.find((one) => text.includes(one)) : undefined
  return label === undefined ? undefined : { kind: 'question', label, seen }
}

/** The app's messages in a thread, without the first, oldest first. */
export const repliesOf = (person: Person, root: string): Seen[] =>
  person.messages({ thread: root }).filter(({ from, ts }) => from !== person.user.name && ts !== root)

/** The newest thing to do after a message; undefined while there is none. */
export const newest = (person: Person, root: string, after: string): Asked | undefined =>
  repliesOf(person, root)
    .filter(({ ts }) => ts > after)
    .map(askedBy)
    .findLast((asked) => asked !== undefined)

/** A message as it is seen now. */
export const again = (person: Person, { ts, threadTs }: Seen): Seen | undefined =>
  person.messages({ thread: threadTs ?? ts }).find((one) => one.ts === ts)

/** The first messages of conversations in a person's direct messages with the app, oldest first. */
export const rootsOf = (person: Person): Seen[] =>
  person
    .messages({ in: 'app' })
    .filter(({ threadTs, text, ephemeral }) => threadTs === undefined && !ephemeral && text.includes('Let’s make “'))
