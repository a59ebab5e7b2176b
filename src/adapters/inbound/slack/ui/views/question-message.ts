/**
 * A question as a message: where I am, what is asked, what went wrong, what to click, and the small row of ways out.
 */
import type { ActionsBlockElement, KnownBlock } from '@slack/types'
import { areNumbered } from '../../../../../answers/parsing/choice-finder.ts'
import { showAnswer } from '../../../../../answers/print.ts'
import { isErased } from '../../../../../domain/questions/answer.ts'
import type { Choice } from '../../../../../domain/questions/question.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { ACTION, OVERFLOW_CHOICES, type OverflowChoice } from '../action-ids.ts'
import { MESSAGE_TEXT } from '../limits.ts'
import { firstTypedField } from '../list-items.ts'
import { blockId } from '../reference.ts'
import type { Texts } from '../texts/texts.ts'
import {
  actions,
  button,
  confirmation,
  context,
  message,
  option,
  overflow,
  section,
  textLength,
  type Message,
} from './elements/blocks.ts'
import { isCut, widgetFor } from './elements/choices.ts'
import type { Presented } from './elements/presented.ts'
import { questionWidget } from './question-widget.ts'
import { bold, escapeCut, oneLine, pieces } from './elements/text.ts'
import { mentioning } from './elements/who.ts'

export interface Asking {
  /** 0 the first time; up to 3 after answers that were not understood. */
  readonly help: number
  /** Why it is asked again. */
  readonly reason?: string | undefined
  /** What is wrong with what was written, in a sentence. */
  readonly error?: string | undefined
  /** The person's own words that were not understood, or could mean several things. */
  readonly raw?: string | undefined
  /** What the words could have meant, as the person would write it. */
  readonly readings?: readonly string[] | undefined
}

/** How much room the longer texts get, one try after the other: all of it where together they fit into one message. */
const ROOM = [1, 0.5, 0.25]

export function questionMessage(
  presented: Presented & { readonly question: QuestionView },
  asking: Asking,
  texts: Texts,
): Message {
  for (const room of ROOM) {
    const blocks = questionBlocks(presented, asking, texts, room)
    if (textLength(blocks) <= MESSAGE_TEXT) return message(spokenQuestion(presented, asking, texts), blocks)
  }
  throw new Error('The texts of a question were not cut.')
}

function questionBlocks(
  presented: Presented & { readonly question: QuestionView },
  asking: Asking,
  texts: Texts,
  room: number,
): KnownBlock[] {
  const { generation, question, audience } = presented
  const widget = questionWidget({
    generation: generation.id,
    question,
    help: asking.help,
    locale: generation.locale,
    texts,
  })
  const opening = audience === 'delegate' ? delegateOpening(presented, texts, room) : problem(question, asking, texts)
  return [
    ...opening,
    ...(audience === 'delegate' ? problem(question, asking, texts) : []),
    section(
      [bold(questionTitle(presented, texts), 1500 * room), helpLine(question, room)]
        .filter((line) => line !== '')
        .join('\n'),
    ),
    ...longChoices(question, generation.locale, room),
    ...readings(presented, asking),
    ...widget,
    context(smallPrint(presented, asking, texts, room)),
    ...(audience === 'delegate' ? [] : [controls(presented, texts)]),
  ]
}

/** The question as it reads aloud, for notifications and screen readers. */
function spokenQuestion(
  presented: Presented & { readonly question: QuestionView },
  asking: Asking,
  texts: Texts,
): string {
  const { question, requester, generation, audience } = presented
  const choices = choiceLines(question.choices ?? [], generation.locale).slice(0, 10)
  return [
    audience === 'delegate'
      ? texts.delegate_asks({ who: requester.name, template: generation.template_name })
      : progressLine(presented, texts),
    asking.reason === 'not_understood' ? texts.not_understood({ kind: question.kind, problem: asking.error }) : '',
    questionTitle(presented, texts),
    question.help ?? '',
    choices.join(' · '),
    texts.how_to(question.kind),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** What is asked: the label, and for a list that has items whether there is another. */
export function questionTitle(
  { generation, question }: Presented & { readonly question: QuestionView },
  texts: Texts,
): string {
  const label =
    question.kind === 'list' && (question.items ?? 0) > 0 ? `${question.label} – ${texts.list_another}` : question.label
  return question.list === undefined ? label : `${itemName(generation, question, texts)}: ${label}`
}

/** Whose item something is about: “Items · no. 2”. */
export const itemName = (
  { answers }: { readonly answers: Presented['generation']['answers'] },
  { list, ordinal }: Pick<QuestionView, 'list' | 'ordinal'>,
  texts: Texts,
): string => texts.item({ list: answers[list ?? '']?.label ?? list ?? '', ordinal: ordinal ?? 1 })

const helpLine = (question: QuestionView, room: number): string =>
  question.help === undefined ? '' : escapeCut(question.help, 1400 * room)

function delegateOpening({ requester, generation, note }: Presented, texts: Texts, room: number): KnownBlock[] {
  const sentence = mentioning(requester, (who) => texts.delegate_asks({ who, template: generation.template_name }))
  const quoted =
    note === undefined || oneLine(note) === ''
      ? []
      : [section(`>${escapeCut(note.trim(), 2500 * room).replaceAll('\n', '\n>')}`)]
  return [section(sentence), ...quoted]
}

/** Rising help: first what is wrong, then an example, then a field to write into. */
function problem(
  question: QuestionView,
  { help, error, reason, readings: meant = [] }: Asking,
  texts: Texts,
): KnownBlock[] {
  if (reason === 'help') return [section(escapeCut(`${texts.hint({ kind: question.kind })} ${texts.help_words}`, 1500))]
  if (reason === 'repeat') return [context(escapeCut(texts.again, 300))]
  if (reason === 'back' || reason === 'edit') return [context(escapeCut(texts.back_to, 300))]
  if (reason === 'unreachable') return [section(`:warning: ${escapeCut(texts.delegate_unreachable, 600)}`)]
  if (reason !== 'not_understood') return []
  const lines = [
    texts.not_understood({ kind: question.kind, problem: error }),
    help >= 2 && meant.length === 0 && question.example !== '' && !(error ?? '').includes(question.example)
      ? texts.example({ example: question.example })
      : '',
    help >= 3 ? texts.use_the_form : '',
  ]
  return [section(`:warning: ${escapeCut(lines.filter((line) => line !== '').join(' '), 1000)}`)]
}

/** The choices as they may be written: with their numbers, where these choose. */
function choiceLines(choices: readonly Choice[], locale: string): string[] {
  const numbered = areNumbered(choices, locale)
  return choices.map(({ label }, index) => (numbered ? `${String(index + 1)}. ${oneLine(label)}` : oneLine(label)))
}

/** Labels that no button can hold are listed. */
function longChoices({ choices = [], kind }: QuestionView, locale: string, room: number): KnownBlock[] {
  const laidOut = widgetFor(choices) === 'buttons' || widgetFor(choices) === 'radio'
  if ((kind !== 'one_of' && kind !== 'some_of') || !laidOut || !choices.some(isCut)) return []
  return pieces(choiceLines(choices, locale).join('\n'), 2900 * room)
    .slice(0, 2)
    .map((piece) => section(piece))
}

/** What the answer could have meant, each as a button. */
function readings(
  { generation, question }: Presented & { readonly question: QuestionView },
  { readings: found = [] }: Asking,
): KnownBlock[] {
  if (found.length === 0) return []
  const buttons = found
    .slice(0, 5)
    .map((shown, index) => button(`${ACTION.reading}${String(index)}`, shown, { value: shown }))
  return [
    actions(blockId('r', { generation: generation.id, revision: question.revision, address: question.name }), buttons),
  ]
}

function progressLine({ generation: { progress } }: Presented, texts: Texts): string {
  const { answered, open } = progress
  return open <= 1
    ? texts.progress_last({ at: answered + 1 })
    : texts.progress({ at: answered + 1, of: answered + open })
}

/** “Question 3 of about 12 · Pick a day, or write it · For example: 12 May 2027 · You may skip this.” */
function smallPrint(
  presented: Presented & { readonly question: QuestionView },
  { help }: Asking,
  texts: Texts,
  room: number,
): string {
  const { question, answer, generation, audience } = presented
  const fieldsOfItem = question.kind === 'list' ? (question.fields ?? []).map(({ label }) => oneLine(label)) : []
  const plainList = question.fields?.length === 1 && question.fields[0]?.name === '.'
  const now =
    answer === undefined || question.kind === 'list' || isErased(answer.value) || answer.value === null
      ? ''
      : texts.current_answer({ answer: showAnswer({ ...question, when: [] }, answer.value, generation.locale) })
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
          texts.how_to(question.kind),
          help === 0 && question.example !== '' && !CLICKED.includes(question.kind)
            ? texts.example({ example: question.example })
            : '',
        ]
  const parts = [
    audience === 'delegate' ? texts.delegate_only : progressLine(presented, texts),
    now,
    ...how,
    question.required || question.kind === 'list' || audience === 'delegate' ? '' : texts.optional,
  ]
  return parts
    .filter((part) => part !== '')
    .map((part) => escapeCut(oneLine(part), 600 * room))
    .join('  ·  ')
}

const CLICKED: readonly string[] = ['yes_no', 'one_of', 'some_of', 'image', 'text', 'long_text']

function controls({ generation, question }: Presented & { readonly question: QuestionView }, texts: Texts): KnownBlock {
  const started = Object.keys(generation.answers).length > 0
  const labels: Readonly<Record<OverflowChoice, string>> = {
    edit: texts.more_edit,
    delegate: texts.more_delegate,
    repeat: texts.more_repeat,
    help: texts.more_help,
    cancel: texts.more_cancel,
  }
  const more = OVERFLOW_CHOICES.filter(
    (one) => (one !== 'edit' || started) && (one !== 'delegate' || question.kind !== 'list'),
  )
  const elements: ActionsBlockElement[] = [
    ...(started ? [button(ACTION.back, texts.back)] : []),
    ...(question.required || question.kind === 'list'
      ? []
      : [button(ACTION.skip, texts.skip, { spoken: `${texts.skip}: ${question.label}` })]),
    ...(generation.progress.open > 1 && question.kind !== 'list' ? [button(ACTION.several, texts.several)] : []),
    overflow(
      ACTION.more,
      more.map((one) => option(labels[one], one)),
    ),
  ]
  return actions(
    blockId('c', { generation: generation.id, revision: question.revision, address: question.name }),
    elements,
  )
}

/** Cancelling asks once more, in Slack's own dialog. */
export const cancelConfirmation = (texts: Texts) =>
  confirmation(texts.cancel_title, texts.cancel_text, texts.cancel_yes, texts.cancel_no, 'danger')
