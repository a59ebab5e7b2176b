/** The small print below a question: progress, how to answer, an example. */
import { isErased } from '../../../../../../domain/questions/answer.ts'
import { firstTypedField } from '../../../../../../answers/meaning/list-items.ts'
import { languageName } from '../../../../../../domain/template/language.ts'
import { isWrittenByLocale } from '../../../../../../queries/generation/language-line.ts'
import type { Texts } from '../../texts/texts.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut, oneLine } from '../elements/text.ts'
import type { QuestionPrompt } from './question-prompt.ts'
import { isTyped } from './question-widget.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** “Question 3 of about 12”; a question that is asked again has its old place. */
export function progressLine(
  { generation, question }: Pick<MessageData, 'generation' | 'question'>,
  texts: Texts,
): string {
  const { answered, open } = generation.progress
  const given = Object.keys(generation.answers)
  const before = given.length === answered ? given.indexOf(question?.name ?? '') : -1
  if (before >= 0) return texts.progress({ at: before + 1, of: answered + open })
  return open <= 1
    ? texts.progress_last({ at: answered + 1 })
    : texts.progress({ at: answered + 1, of: answered + open })
}

/** “Question 3 of about 12 · Pick a day, or write it · For example: 12 May 2027 · You may skip this.” */
export function smallPrint(
  data: MessageData & { readonly question: QuestionView },
  asking: QuestionPrompt,
  texts: Texts,
  room: number,
): string {
  const { question, answer, audience } = data
  const { help, without_buttons } = asking
  const fieldsOfItem = question.kind === 'list' ? (question.fields ?? []).map(({ label }) => oneLine(label)) : []
  const plainList = question.fields?.length === 1 && question.fields[0]?.name === '.'
  const now =
    answer === undefined || question.kind === 'list' || isErased(answer.value) || answer.value === null
      ? ''
      : texts.current_answer({ answer: answer.shown })
  const how =
    question.kind === 'list'
      ? [
          question.items === undefined || question.items === 0 ? '' : texts.list_so_far({ count: question.items }),
          plainList
            ? texts.list_type
            : fieldsOfItem.length === 0
              ? ''
              : texts.list_first({
                  fields: texts.list(fieldsOfItem.slice(0, 8)),
                  first: firstTypedField(question.fields ?? [])?.label,
                }),
        ]
      : [
          saysHow(data, asking) ? texts.how_to(question.kind) : '',
          help === 0 && question.example !== '' && !KINDS_WITHOUT_EXAMPLE.includes(question.kind)
            ? texts.example({ example: question.example })
            : '',
        ]
  const parts = [
    audience === 'delegate' ? texts.delegate_only : progressLine(data, texts),
    now,
    ...how,
    languageNote(question, texts),
    question.required || question.kind === 'list' || audience === 'delegate' ? '' : texts.optional,
    without_buttons === true ? texts.also_write({ words: wordsFor(data, texts) }) : '',
  ]
  return parts
    .filter((part) => part !== '')
    .map((part) => escapeCut(oneLine(part), 600 * room))
    .join('  ·  ')
}

/**
 * Where to write is said with the first question, to a colleague, and to whoever seems lost. How to answer otherwise is
 * always said: it differs from question to question.
 */
export const saysHow = (
  { question, generation, audience }: MessageData & { readonly question: QuestionView },
  { help, reason }: QuestionPrompt,
): boolean =>
  !isTyped({ kind: question.kind }) ||
  audience === 'delegate' ||
  help > 0 ||
  reason === 'repeat' ||
  Object.keys(generation.answers).length === 0

/** What the buttons would do, as words. */
const wordsFor = (
  { generation, question }: MessageData & { readonly question: QuestionView },
  texts: Texts,
): readonly string[] => [
  ...(Object.keys(generation.answers).length > 0 ? [texts.word_back] : []),
  ...(question.required ? [] : [texts.word_skip]),
  texts.word_help,
]

/** That the document is in another language; '' where it is not, and for lists, whose fields say it. */
export function languageNote({ kind, document_language: tag }: QuestionView, texts: Texts): string {
  if (tag === undefined || kind === 'list') return ''
  const language = languageName(tag, texts.locale)
  return isWrittenByLocale(kind) ? texts.language_written({ language }) : texts.language_of_document({ language })
}

const KINDS_WITHOUT_EXAMPLE: readonly string[] = ['yes_no', 'one_of', 'some_of', 'image', 'text', 'long_text']
