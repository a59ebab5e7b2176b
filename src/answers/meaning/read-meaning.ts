/**
 * What a person meant by a message: an answer to what is asked, or a command. Every surface on which people type reads
 * messages here. An answer that the question takes as such wins; a command is a whole message, or has a sign.
 */
import type { AnswerContext } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import { matchNamed, type NamedThing } from '../../domain/questions/naming/match-names.ts'
import { commandOf, editedName, isKeyWord, signOf, withoutPrefix, type Command } from './key-words.ts'
import { unquote } from './quotes.ts'
import { acceptanceOf } from './acceptance.ts'
import { readYesOrNo } from './yes-or-no.ts'

/** In what a message was written. */
export interface Situation {
  /** The open question, or the review. */
  readonly asked: Question | 'review'
  /** The answers that can be changed, as a person calls them. */
  readonly answers: readonly NamedThing[]
  readonly context: AnswerContext
  /** The commands that this person may give; left out: all. */
  readonly allowed?: ReadonlySet<Command> | undefined
  /** The surface has signs for its commands: where any text is an answer, words are answers. */
  readonly signs?: boolean | undefined
}

/** What a message means. */
export type Meaning =
  | { readonly kind: 'answer'; readonly text: string }
  | {
      readonly kind: 'command'
      readonly command: Command
      /** The text after the command, as in `edit start date`. */
      readonly rest: string
      /** The message, where the question would take it as an answer too: the person is offered it. */
      readonly answer?: string
    }
  /** The answer with this name is to be changed, or the message is the answer: the person is asked. */
  | { readonly kind: 'unclear'; readonly rest: string; readonly answer: string }

/** Reads a message. */
export function readMeaning(text: string, situation: Situation): Meaning {
  const { asked, context } = situation
  const acceptance = asked === 'review' ? 'not' : acceptanceOf(asked, text, context)
  if (acceptance === 'as_such') return { kind: 'answer', text }
  const answer = answerIn(text, situation.signs)
  if (answer !== text) return { kind: 'answer', text: answer }
  const bare = withoutPrefix(text)
  const marked = signOf(text) !== undefined || bare !== text.trim()
  const command = readCommand(bare, situation)
  if (command === undefined || situation.allowed?.has(command.command) === false) return { kind: 'answer', text }
  if (marked || acceptance === 'not') return command
  if (situation.signs === true) return { kind: 'answer', text }
  const { rest } = command
  if (rest === '') return { ...command, answer: text }
  return isNamed(rest, situation.answers) ? { kind: 'unclear', rest, answer: text } : { kind: 'answer', text }
}

/**
 * A text that is an answer, without the marks that say so: `"help"` is the answer “help”. Where only signs are
 * commands, `\<` is the answer “<”, and quotes are part of an answer.
 */
export function answerIn(text: string, signs = false): string {
  const marked = unquote(text)
  if (marked === undefined) return text
  const isMarked = signs ? text.trim().startsWith('\\') && signOf(marked) !== undefined : isKeyWord(marked)
  return isMarked ? marked : text
}

function readCommand(
  text: string,
  { asked, context }: Situation,
): Extract<Meaning, { readonly kind: 'command' }> | undefined {
  const place = asked === 'review' ? 'review' : asked.kind === 'list' ? 'list' : 'question'
  const word = signOf(text) ?? commandOf(text, place) ?? yesOrNoCommand(text, place, context)
  if (word !== undefined) return { kind: 'command', command: word, rest: '' }
  const rest = editedName(text)
  return rest === undefined ? undefined : { kind: 'command', command: 'edit', rest }
}

/** “Another one?” and “Make the document?” are asked with yes and no. */
function yesOrNoCommand(
  text: string,
  place: 'question' | 'list' | 'review',
  { locale }: AnswerContext,
): Command | undefined {
  if (place === 'question') return undefined
  const said = readYesOrNo(text, locale)
  if (said === undefined) return undefined
  return said ? (place === 'list' ? 'add' : 'confirm') : place === 'list' ? 'done' : undefined
}

/** Whether the words name an answer: `start date`, or its number in the order of the answers. */
const isNamed = (words: string, answers: readonly NamedThing[]): boolean =>
  (/^\d{1,3}$/.test(words) && answers[Number(words) - 1] !== undefined) || matchNamed(answers, words) !== 'none'
