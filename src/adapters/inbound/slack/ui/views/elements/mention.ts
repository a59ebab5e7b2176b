/** A person's name in a message. */
import type { NamedPerson } from './message-data.ts'
import { escapeCut, hasJoiners, oneLine } from './text.ts'

/** A mention for a Slack user, else the name. */
const mention = ({ user, name }: NamedPerson): string =>
  user !== undefined && /^[UW][A-Z0-9]{1,30}$/.test(user) ? `<@${user}>` : nameOf({ name })

const nameOf = ({ name }: Pick<NamedPerson, 'name'>): string => escapeCut(oneLine(name) || '–', 200)

/** Stands for the name while the sentence is escaped; a private-use character that nobody types. */
const NAME_PLACEHOLDER = '\u{F0000}'

/**
 * Markup of a sentence with a person's mention; at most `max` units without it. Words that can only be shown as plain
 * text go with the person's name.
 */
export function withMention(who: NamedPerson, sentence: (name: string) => string, max = 1000): string {
  const markup = escapeCut(sentence(NAME_PLACEHOLDER).replaceAll(/\s*\n\s*/g, ' '), max)
  return markup.replaceAll(NAME_PLACEHOLDER, hasJoiners(markup) ? nameOf(who) : mention(who))
}
