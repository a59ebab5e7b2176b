/** How a line of input is read: as an answer, or as what else to do. */
import { readMeaning } from '../../../../../answers/meaning/read-meaning.ts'
import { readYesOrNo } from '../../../../../answers/meaning/yes-or-no.ts'
import type { Command } from '../../../../../answers/meaning/key-words.ts'
import type { AnswerContext } from '../../../../../domain/questions/answer.ts'
import type { NamedThing } from '../../../../../domain/questions/naming/match-names.ts'
import { matchNamed } from '../../../../../domain/questions/naming/match-names.ts'
import type { ListReply, Prompt, Reply } from './asker.ts'

type Line = { readonly answer: string } | { readonly move: Reply | 'help' }

const MOVES: Readonly<Partial<Record<Command, Reply | 'help'>>> = {
  back: 'back',
  edit: 'edit',
  skip: 'skip',
  repeat: 'help',
  help: 'help',
  cancel: 'cancel',
}

/** An answer, or a move: a lone sign, or a word where it is no answer. A picture is answered by any file's name. */
export function readLine(line: string, { question, context }: Pick<Prompt, 'question' | 'context'>): Line {
  const asked = { ...question, when: [], ...(question.kind === 'image' ? { kind: 'text' as const } : {}) }
  const meaning = readMeaning(line, { asked, answers: [], context, signs: true })
  const move = meaning.kind === 'command' ? MOVES[meaning.command] : undefined
  return move === undefined ? { answer: meaning.kind === 'answer' ? meaning.text : line } : { move }
}

/** What a line says to “Add another?”; undefined for anything else. Items are not typed here. */
export function readListLine(
  line: string,
  { question, context }: Pick<Prompt, 'question' | 'context'>,
): ListReply | 'help' | undefined {
  const meaning = readMeaning(line, { asked: { ...question, when: [], fields: [] }, answers: [], context, signs: true })
  if (meaning.kind !== 'command') return line === '' ? { type: 'close' } : undefined
  if (meaning.command === 'add') return { type: 'add' }
  if (meaning.command === 'done') return { type: 'close' }
  const move = MOVES[meaning.command]
  return move === 'help' || move === undefined ? 'help' : { type: 'move', move }
}

/** What a line says to the review: a number or a name changes that answer. */
export function readReviewLine(
  line: string,
  answers: readonly NamedThing[],
  context: AnswerContext,
): 'confirm' | 'edit' | 'leave' | 'cancel' | { readonly edit: string } | undefined {
  const numbered = /^\d{1,4}$/.test(line) ? answers[Number(line) - 1] : undefined
  if (numbered !== undefined) return { edit: numbered.name }
  const meaning = readMeaning(line, { asked: 'review', answers, context })
  if (meaning.kind !== 'command') return isNo(line, context) ? 'leave' : undefined
  const { command, rest } = meaning
  const named = rest === '' ? 'none' : matchNamed(answers, rest)
  if (named !== 'none' && 'one' in named) return { edit: named.one.name }
  return command === 'confirm' || command === 'cancel'
    ? command
    : command === 'edit' || command === 'back'
      ? 'edit'
      : undefined
}

const isNo = (line: string, { locale }: AnswerContext): boolean => readYesOrNo(line, locale) === false
