/** A person's name in a message. */
import type { NamedPerson } from './message-data.ts'
import { escapeCut, oneLine } from './text.ts'

/** Markup: a mention where the person is in Slack. */
const mention = ({ user, name }: NamedPerson): string =>
  user !== undefined && /^[UW][A-Z0-9]{1,30}$/.test(user) ? `<@${user}>` : escapeCut(oneLine(name) || '–', 200)

/** Stands for the person while the sentence around is escaped; nobody types it. */
const NAME_PLACEHOLDER = '\u{F0000}'

/** Markup of a sentence about a person, at most `max` units before the person's name is put in. */
export function withMention(who: NamedPerson, sentence: (name: string) => string, max = 1000): string {
  return escapeCut(sentence(NAME_PLACEHOLDER).replaceAll(/\s*\n\s*/g, ' '), max).replaceAll(
    NAME_PLACEHOLDER,
    mention(who),
  )
}
