/**
 * Begins a generation of a published template, with the answers that are known already; or another one like an earlier
 * one.
 */
import { carryAnswerIn } from '../../answers/carry-answer.ts'
import { readAnswer } from '../../answers/read.ts'
import { mayUseGeneration } from '../../domain/kernel/access.ts'
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { carryOver, type NotCarried } from '../../domain/interview/carry-over.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { requestGeneration as decide } from '../../domain/generation/generation-decisions.ts'
import { generationDecider, type Beginning, type Generation } from '../../domain/generation/generation.ts'
import type { Questionnaire } from '../../domain/interview/interview.ts'
import { lifecycleOf, templateDecider, templateStream, versionOf } from '../../domain/template/template.ts'
import type { LoadedAggregate } from '../../ports/events/aggregate-store.ts'
import type { CommandDeps } from '../deps.ts'
import { transact } from '../transact.ts'
import { templateOf, type CommittedGeneration } from './transact-generation.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'

export interface RequestGeneration {
  /** UUID; derived from the caller and the Idempotency-Key, so that a repeat finds the same one. */
  readonly id: string
  readonly template_id: string
  /** Answers by question name, as people write them or in wire form. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined
  readonly locale: string
  readonly zone: string
  /** Where the conversation is held, on a surface that posts: its questions, its file and its reminders go there. */
  readonly place?: string | undefined
}

/**
 * Days without an answer after which a conversation expires, and after which a person is reminded where reminders can
 * be posted.
 */
const IDLE_DAYS = 30
const REMINDER_DAYS = [1, 7]

export async function requestGeneration(
  deps: CommandDeps,
  command: RequestGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  const stream = generationStream(command.id)
  const known = await deps.aggregates.load(generationDecider, stream)
  const { template_id, locale, zone, place } = command
  const begin = known.state.requester === undefined ? await beginnable(deps, request, template_id) : undefined
  const answers =
    begin === undefined ? [] : readAll(begin.form, command.answers ?? {}, { now: request.context.now, zone, locale })
  return start(deps, command.id, request, known, { template_id, locale, zone, place, given: { answers }, ...begin })
}

export interface CopyGeneration {
  readonly id: string
  readonly source_id: string
  /** Where the new conversation is held, on a surface that posts. */
  readonly place?: string | undefined
}

/**
 * “Make another like this one”: the published version of the template, with those of the old answers that still fit it.
 * What could not be taken along is in `not_carried` of the new generation.
 */
export async function copyGeneration(
  deps: CommandDeps,
  command: CopyGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  const { state: source } = await deps.aggregates.load(generationDecider, generationStream(command.source_id))
  if (
    source.requester === undefined ||
    !mayUseGeneration(request.caller, { tenant: source.tenant, requester: source.requester })
  ) {
    return unwrap(fail('not_found', `There is no generation “${command.source_id.slice(0, 100)}” of yours.`))
  }
  const { template_id, locale, zone } = source
  const known = await deps.aggregates.load(generationDecider, generationStream(command.id))
  const begin = known.state.requester === undefined ? await beginnable(deps, request, template_id) : undefined
  const carry = carryAnswerIn({ now: request.context.now, zone, locale })
  const given =
    begin === undefined
      ? { answers: [] }
      : carryOver((await templateOf(deps, source)).form, source.answers, begin.form, carry)
  return start(deps, command.id, request, known, {
    template_id,
    locale,
    zone,
    place: command.place,
    given,
    copied_from: command.source_id,
    ...begin,
  })
}

interface Beginnable {
  readonly form: Questionnaire
  readonly version: number
  readonly format: Generation['format']
}

async function beginnable(deps: CommandDeps, { caller }: CommandRequest, id: string): Promise<Beginnable> {
  const { state: template } = await deps.aggregates.load(templateDecider, templateStream(caller.tenant, id))
  const version = template.published === undefined ? undefined : versionOf(template, template.published)
  if (template.id === undefined)
    return unwrap(fail('not_found', `There is no template “${id.slice(0, 100)}”.`, { field: 'template_id' }))
  if (version === undefined || template.retired)
    return unwrap(fail('conflict', NOT_BEGINNABLE[lifecycleOf(template)], { field: 'template_id' }))
  return { form: version, version: version.version, format: version.format }
}

const NOT_BEGINNABLE: Readonly<Record<ReturnType<typeof lifecycleOf>, string>> = {
  draft: 'This template is a draft: its author has to publish it first.',
  retired: 'This template is retired: no new documents are made from it.',
  published: 'This template has no published version.',
}

async function start(
  deps: CommandDeps,
  id: string,
  { context }: CommandRequest,
  known: LoadedAggregate<Generation>,
  begin: {
    template_id: string
    locale: string
    zone: string
    place: string | undefined
    given: Beginning & { readonly not_carried?: readonly NotCarried[] }
    copied_from?: string
    form?: Questionnaire
    version?: number
    format?: Generation['format']
  },
): Promise<CommittedGeneration> {
  const { template_id, locale, zone, place, given, copied_from, form: questionnaire, version, format } = begin
  const committed = await transact(deps, {
    stream: generationStream(id),
    decider: generationDecider,
    context,
    known,
    decide(state) {
      if (questionnaire === undefined || version === undefined || format === undefined)
        return fail('conflict', 'This generation exists already.')
      const settings = { locale, zone, idle_days: IDLE_DAYS, place, reminders: REMINDER_DAYS }
      return decide(
        { template_id, template_version: version, format, ...settings, copied_from, ...given },
        state,
        questionnaire,
      )
    },
  })
  return { ...committed, id }
}

/** Reads what came along; one that does not fit refuses the whole request, so that nothing is half begun. */
function readAll(
  questionnaire: Questionnaire,
  answers: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): Beginning['answers'] {
  const questions = new Map(questionnaire.questions.map((question) => [question.name, question]))
  return Object.entries(answers).map(([name, raw]) => {
    const question = questions.get(name)
    if (question === undefined)
      return unwrap(
        fail('unprocessable', `This template has no question “${name.slice(0, 200)}”.`, {
          field: `answers.${name.slice(0, 200)}`,
        }),
      )
    return { name, value: unwrap(readAnswer(question, raw, context)), copied: false }
  })
}
