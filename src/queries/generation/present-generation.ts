/**
 * A generation as the outside sees it (snake_case): where it is, what is asked, what was answered,
 * what was made.
 */
import { exampleFor } from '../../answers/example.ts'
import { showAnswer } from '../../answers/print.ts'
import { isErased, type AnswerValue, type Erased } from '../../domain/questions/answer.ts'
import type { Generation, Phase } from '../../domain/generation/generation.ts'
import {
  applicableSlots,
  isCarried,
  slotAt,
  progress,
  wireValue,
  type Questionnaire,
  type QuestionSlot,
} from '../../domain/interview/interview.ts'
import { answerRevision, currentSlot } from '../../domain/generation/open-generation.ts'
import type { Choice, Format, Kind, Limits, Question } from '../../domain/questions/question.ts'
import type { GenerationWithQuestions } from '../../storage/load-generation.ts'
import { presentNotCarried, type NotCarriedView } from './not-carried.ts'

/** The question asked now. Inside a list `name` is its address and `ordinal` the number of its item. */
export interface QuestionView {
  readonly name: string
  readonly kind: Kind
  readonly label: string
  readonly required: boolean
  readonly help?: string | undefined
  readonly choices?: readonly Choice[] | undefined
  readonly default?: Question['default']
  readonly limits?: Limits | undefined
  readonly format?: Format | undefined
  readonly fields?: readonly Question[] | undefined
  readonly example: string
  /** The revision of the answer that is there, `null` for none: what an answer that replaces it names. */
  readonly revision: number | null
  /** The list whose item this is about: its address, the item's id, and the item's number from 1. */
  readonly list?: string | undefined
  readonly item?: string | undefined
  readonly ordinal?: number | undefined
  /** For a list: how many items it has so far. */
  readonly items?: number | undefined
  /** The colleague whose answer is waited for. */
  readonly waits_for?: string | undefined
}

/** A question that is with a colleague. */
export interface DelegationView {
  readonly name: string
  readonly label: string
  readonly to: string
  readonly at: string
}

/** A change of an answer that waits for the person's word. */
export interface CorrectionView {
  readonly name: string
  readonly label: string
  /** As the document would print it; empty once erased. */
  readonly shown: string
}

/** An answer with what a person reads and what a change of it must name. */
export interface AnswerView {
  readonly name: string
  readonly kind: Kind
  readonly label: string
  /** Wire form; `null` when skipped, `{ erased: true }` when erased. */
  readonly value: AnswerValue | Erased | null
  readonly shown: string
  readonly skipped: boolean
  readonly required: boolean
  readonly revision: number
  readonly at: string
  readonly actor: string
  /** Given earlier, and used again without being asked: worth a second look. */
  readonly carried: boolean
  readonly list?: string | undefined
  readonly item?: string | undefined
  readonly ordinal?: number | undefined
}

export interface DocumentView {
  readonly id: string
  readonly file_name: string | Erased
  readonly media_type: string
  readonly size: number
  readonly sha256: string | Erased
}

export interface GenerationView {
  readonly id: string
  readonly revision: number
  readonly template_id: string
  readonly template_name: string
  readonly template_version: number
  readonly state: Phase
  readonly requester: string
  readonly locale: string
  readonly zone: string
  readonly requested_at: string
  readonly updated_at: string
  readonly copied_from: string | null
  /** Answers of the one it was copied from that could not be taken along, and why. */
  readonly not_carried: readonly NotCarriedView[]
  readonly progress: { readonly answered: number; readonly open: number }
  /** By address, those that the document uses now. */
  readonly answers: Readonly<Record<string, AnswerView>>
  readonly question: QuestionView | null
  /** All answers in order once there is nothing left to ask; otherwise null. */
  readonly review: readonly AnswerView[] | null
  readonly document: DocumentView | null
  readonly failure: { readonly reason: string; readonly message: string | Erased } | null
  /** The questions that are with colleagues now. */
  readonly delegations: readonly DelegationView[]
  readonly corrections: readonly CorrectionView[]
}

export function presentGeneration({
  id,
  state,
  revision,
  questionnaire,
  template_name,
}: GenerationWithQuestions): GenerationView {
  const open = state.phase === 'asking' || state.phase === 'reviewing'
  const answers = applicableSlots(questionnaire, state.answers)
    .map((slot) => presentAnswer(questionnaire, state, slot))
    .filter((answer) => answer !== undefined)
  const due = open ? currentSlot(state, questionnaire) : undefined
  const made = state.document?.made
  return {
    id,
    revision,
    template_id: state.template_id,
    template_name,
    template_version: state.template_version,
    state: state.phase,
    requester: state.requester ?? '',
    locale: state.locale,
    zone: state.zone,
    requested_at: state.requested_at,
    updated_at: state.active_at,
    copied_from: state.copied_from ?? null,
    not_carried: state.not_carried.map(presentNotCarried),
    progress: progress(questionnaire, state.answers),
    answers: Object.fromEntries(answers.map((answer) => [answer.name, answer])),
    question: due === undefined ? null : presentQuestion(due, state),
    review: state.phase === 'asking' ? null : answers,
    document:
      state.document === undefined || made === undefined
        ? null
        : {
            id: state.document.id,
            file_name: state.document.file_name,
            media_type: made.media_type,
            size: made.size,
            sha256: made.sha256,
          },
    failure: state.failure === undefined ? null : { reason: state.failure.reason, message: state.failure.message },
    delegations: [...state.delegations].flatMap(([name, { open, to, at }]) =>
      open ? [{ name, label: labelOf(questionnaire, state, name), to, at }] : [],
    ),
    corrections: [...(state.outbox?.corrections ?? [])].map(([name, { value }]) => ({
      name,
      label: labelOf(questionnaire, state, name),
      shown: shownAt(questionnaire, state, name, value),
    })),
  }
}

/**
 * One question of a generation, asked now or looked at to change its answer; undefined where there is none at the
 * address.
 */
export function presentQuestionAt(
  { state, questionnaire }: Pick<GenerationWithQuestions, 'state' | 'questionnaire'>,
  address: string,
): QuestionView | undefined {
  const slot = slotAt(questionnaire, state.answers, address)
  return slot === undefined ? undefined : presentQuestion(slot, state)
}

function presentQuestion(slot: QuestionSlot, { locale, delegations }: Generation): QuestionView {
  const { when: _, personal: __, name: ___, ...question } = slot.question
  const delegation = delegations.get(slot.address)
  return {
    ...question,
    name: slot.address,
    example: exampleFor(slot.question, locale),
    revision: answerRevision(slot),
    ...inItem(slot),
    ...(question.kind === 'list' ? { items: slot.list?.items.length ?? 0 } : {}),
    ...(delegation?.open === true ? { waits_for: delegation.to } : {}),
  }
}

function presentAnswer(questionnaire: Questionnaire, state: Generation, slot: QuestionSlot): AnswerView | undefined {
  const value = wireValue(state.answers, slot)
  if (!slot.answered && slot.list === undefined) return undefined
  const { question, given } = slot
  const skipped = value === undefined
  return {
    name: slot.address,
    kind: question.kind,
    label: question.label,
    value: value ?? null,
    shown: skipped ? '' : isErased(value) ? '' : showAnswer(question, value, state.locale),
    skipped,
    required: question.required,
    revision: answerRevision(slot) ?? 0,
    at: given?.at ?? state.active_at,
    actor: given?.actor ?? state.requester ?? '',
    carried: isCarried(questionnaire, state.answers, slot),
    ...inItem(slot),
  }
}

const labelOf = (questionnaire: Questionnaire, { answers: sheet }: Generation, address: string): string =>
  slotAt(questionnaire, sheet, address)?.question.label ?? address

function shownAt(
  questionnaire: Questionnaire,
  { answers: sheet, locale }: Generation,
  address: string,
  value: AnswerValue | Erased,
): string {
  const question = slotAt(questionnaire, sheet, address)?.question
  return question === undefined || isErased(value) ? '' : showAnswer(question, value, locale)
}

const inItem = ({ scope }: QuestionSlot) =>
  scope === undefined ? {} : { list: scope.list, item: scope.item, ordinal: scope.ordinal }
