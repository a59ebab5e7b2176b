/**
 * Everything that happened to one generation, step by step. Its requester and an admin see the answers, an auditor that
 * there were some.
 */
import { holds, type Caller } from '../../domain/kernel/access.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { definitionOf } from '../../domain/event-catalogue.ts'
import { unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { Question } from '../../domain/questions/question.ts'
import { showAnswer } from '../../answers/print.ts'
import type { AnswerValue } from '../../domain/questions/answer.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import { isOwnGeneration, loadTemplateVersion, noGeneration } from '../../storage/load-generation.ts'

export interface TimelineStep {
  readonly id: string
  readonly revision: number
  readonly type: string
  readonly at: string
  readonly actor: string
  readonly surface: string
  readonly command_id: string
  readonly causation_id: string
  readonly correlation_id: string
  readonly hash: string
  /** The question it is about, as people know it. */
  readonly question?: string | undefined
  /** What was answered, for who may see it; `hidden` for others, `erased` once its key is gone. */
  readonly value?: { readonly shown: string } | 'hidden' | 'erased' | undefined
  /** What else the event says, sealed fields left out. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface Timeline {
  readonly generation_id: string
  readonly template_id: string
  readonly template_name: string
  readonly steps: readonly TimelineStep[]
}

/** Throws `Refused` `not_found` for one that is not there, or not for the caller. */
export async function generationTimeline(
  deps: { readonly log: EventLog; readonly aggregates: AggregateStore },
  id: string,
  caller: Caller,
): Promise<Timeline> {
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  const own = isOwnGeneration(state, caller)
  const audited = state.requester !== undefined && state.tenant === caller.tenant && holds(caller, 'auditor')
  if (!own && !audited) return unwrap(noGeneration(id))
  const { version, template_name } = await loadTemplateVersion(deps, state)
  const questions = version?.questions ?? []
  const events = await deps.log.read(generationStream(id), 0)
  const steps = events.map(({ envelope, event, revision }): TimelineStep => {
    const { id, type, at, actor, surface, command_id, causation_id, correlation_id, hash } = envelope
    const sealed = new Set(definitionOf(type).sealed)
    const all = event.data as Readonly<Record<string, unknown>>
    const address = typeof all['name'] === 'string' ? all['name'] : undefined
    const question = address === undefined ? undefined : questionOf(questions, address)
    return {
      id,
      revision,
      type,
      at,
      actor,
      surface,
      command_id,
      causation_id,
      correlation_id,
      hash,
      question: address === undefined ? undefined : (question?.label ?? address),
      value: 'value' in all ? valueOf(all['value'], question, state.locale, own) : undefined,
      data: Object.fromEntries(Object.entries(all).filter(([name]) => !sealed.has(name))),
    }
  })
  return { generation_id: id, template_id: state.template_id, template_name, steps }
}

function valueOf(value: unknown, question: Question | undefined, locale: string, own: boolean): TimelineStep['value'] {
  if (!own) return 'hidden'
  if (isErased(value)) return 'erased'
  if (question !== undefined && question.kind !== 'list')
    return { shown: showAnswer(question, value as AnswerValue, locale) }
  if (Array.isArray(value)) return { shown: `${String(value.length)} ${value.length === 1 ? 'item' : 'items'}` }
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return {
    shown: fields
      .map(([name, one]) => {
        const field = question?.fields?.find((one) => one.name === name)
        return (
          `${field?.label ?? name}: ` +
          (field === undefined ? String(one) : showAnswer(field, one as AnswerValue, locale))
        )
      })
      .join(', '),
  }
}

/** The question of an address; the ids of items in it are passed over. */
function questionOf(questions: readonly Question[], address: string): Question | undefined {
  for (const question of questions) {
    if (question.name === address) return question
    if (question.fields === undefined || !address.startsWith(`${question.name}.`)) continue
    const [, ...rest] = address.slice(question.name.length + 1).split('.')
    return rest.length === 0
      ? question.fields.find(({ name }) => name === '.')
      : questionOf(question.fields, rest.join('.'))
  }
  return undefined
}
