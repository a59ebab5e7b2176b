/** A person's name in a message. */
import type { NamedPerson } from './message-data.ts'
import { escapeCut, oneLine } from './text.ts'

/** A mention for a Slack user, else the name. */
const mention = ({ user, name }: NamedPerson): string =>
  user !== undefined && /^[UW][A-Z0-9]{1,30}$/.test(user) ? `<@${user}>` : escapeCut(oneLine(name) || '–', 200)

/** Stands for the name while the sentence is escaped; a private-use character that nobody types. */
const NAME_PLACEHOLDER = '\u{F0000}'

/** Markup of a sentence with a person's name or mention; at most `max` units without it. */
export function withMention(who: NamedPerson, sentence: (name: string) => string, max = 1000): string {
  return escapeCut(sentence(NAME_PLACEHOLDER).replaceAll(/\s*\n\s*/g, ' '), max).replaceAll(
    NAME_PLACEHOLDER,
    mention(who),
  )
}
