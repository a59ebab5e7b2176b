/** A person's name in a message. */
import type { Who } from './presented.ts'
import { escapeCut, oneLine } from './text.ts'

/** Markup: a mention where the person is in Slack. */
const mention = ({ user, name }: Who): string =>
  user !== undefined && /^[UW][A-Z0-9]{1,30}$/.test(user) ? `<@${user}>` : escapeCut(oneLine(name) || '–', 200)

/** Stands for the person while the sentence around is escaped; nobody types it. */
const MARK = '\u{F0000}'

/** Markup of a sentence about a person, at most `max` units before the person's name is put in. */
export function mentioning(who: Who, sentence: (name: string) => string, max = 1000): string {
  return escapeCut(sentence(MARK).replaceAll(/\s*\n\s*/g, ' '), max).replaceAll(MARK, mention(who))
}
