/** Prints a conversation as a person saw it: threads under their first message, ephemeral messages marked. */
import type { SeenMessage } from '../seen-message.ts'

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? line : `${by}${line}`))
    .join('\n')

const clockOf = (ts: string): string => new Date(Number(ts) * 1000).toISOString().slice(11, 19)

function line(message: SeenMessage, indent: string): string {
  const marks = [message.edited ? ' (edited)' : '', message.ephemeral ? ' (only visible to you)' : ''].join('')
  return `${indent}${clockOf(message.ts)} ${message.from}: ${indented(message.text, `${indent}         `)}${marks}`
}

/** The transcript of these messages, oldest first. */
export function formatTranscript(messages: SeenMessage[]): string {
  return messages
    .filter(({ threadTs }) => threadTs === undefined || !messages.some(({ ts }) => ts === threadTs))
    .flatMap((root) => [
      line(root, ''),
      ...messages.filter(({ threadTs }) => threadTs === root.ts).map((reply) => line(reply, '   ↳ ')),
    ])
    .join('\n')
}
