/** What the events of one generation changed, folded from its first event on: each answer beside the one before it. */
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { GenerationEvent } from '../../domain/generation/generation-events.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import type { AnyEvent } from '../../domain/event-catalogue.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { isErased } from '../../domain/questions/answer.ts'
import type { Question } from '../../domain/questions/question.ts'
import { findQuestion, presentTimelineValue } from './present-timeline-value.ts'
import { ERASED_NAME, type NamedChange } from './sentences/sentence.ts'

/** An event as whoever may read the generation sees it. */
export interface OpenedEvent {
  readonly recorded: RecordedEvent<AnyEvent>
  readonly changes: readonly NamedChange[]
  /** The name of the document as of this event. */
  readonly file_name: string | undefined
}

/** The events with what they changed. `questions`: of the template version that the generation began with. */
export function openEvents(
  events: readonly RecordedEvent<AnyEvent>[],
  questions: readonly Question[],
): readonly OpenedEvent[] {
  let state = generationDecider.initial()
  return events.map((recorded) => {
    const event = recorded.event as GenerationEvent
    const changes = changesOf(state, event, questions)
    state = generationDecider.evolve(state, event, recorded)
    const name = state.document?.file_name
    return { recorded, changes, file_name: name === undefined || !isErased(name) ? name : ERASED_NAME }
  })
}

function changesOf(state: Generation, { type, data }: GenerationEvent, questions: readonly Question[]): NamedChange[] {
  const show = (address: string, value: unknown): string | null => shown(questions, state.locale, address, value)
  const label = (address: string): string => findQuestion(questions, address)?.label ?? address
  switch (type) {
    case 'GenerationRequested':
      return isErased(data.answers)
        ? [{ what: 'answers', before: null, after: ERASED_NAME }]
        : data.answers.map(({ name, value }) => ({
            what: label(name),
            before: null,
            after: shown(questions, data.locale, name, value),
          }))
    case 'AnswerProvided':
    case 'CorrectionProposed':
      return [{ what: label(data.name), before: before(state, data.name, show), after: show(data.name, data.value) }]
    case 'ListItemAdded':
      return [{ what: label(data.name), before: null, after: show(data.name, data.value) }]
    case 'ListItemRemoved':
      return [{ what: label(data.name), before: itemBefore(state, `${data.name}.${data.item}`, show), after: null }]
    case 'QuestionSkipped': {
      const was = before(state, data.name, show)
      return was === null ? [] : [{ what: label(data.name), before: was, after: null }]
    }
    case 'LanguageChanged':
      return [
        { what: 'language of the conversation', before: state.locale, after: data.locale ?? state.locale },
        {
          what: 'language of the document',
          before: state.document_language,
          after: data.document_language ?? state.document_language,
        },
      ].filter((change) => change.before !== change.after)
    default:
      return []
  }
}

type Show = (address: string, value: unknown) => string | null

/** The answer that stood there; null for none, and for a question that was skipped. */
function before({ answers }: Generation, address: string, show: Show): string | null {
  const given = answers.given.get(address)
  if (given !== undefined) return show(address, given.value)
  const list = answers.lists.get(address)
  return list === undefined || list.items.length === 0 ? null : show(address, list.items)
}

/** The fields of a row, in one line. */
function itemBefore({ answers }: Generation, item: string, show: Show): string | null {
  const fields = [...answers.given].filter(([address]) => address === item || address.startsWith(`${item}.`))
  const texts = fields.map(([address, { value }]) => show(address, value)).filter((text) => text !== null)
  return texts.length === 0 ? null : texts.join(', ')
}

function shown(questions: readonly Question[], locale: string, address: string, value: unknown): string | null {
  if (value === undefined) return null
  const presented = presentTimelineValue(value, findQuestion(questions, address), locale)
  return presented === 'erased' ? ERASED_NAME : presented.shown
}
