/** Answers several questions at once, as forms do: all of them, or none with the errors of each. */
import { fail, type DomainError, type Result } from '../../domain/kernel/errors.ts'
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { provideAnswer as decide } from '../../domain/generation/decisions/answer-question.ts'
import type { GenerationEvent } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration, type GenerationContext } from './transact-generation.ts'
import { withReferredPictures } from './pictures/referred-pictures.ts'
import { pictureFitting, readAnswerAt } from './provide-answer.ts'
import type { CommandRequest } from '../command-request.ts'

export interface ProvideAnswers {
  readonly id: string
  /** In the order of the interview, because a question may apply only after the answer before it. */
  readonly answers: readonly {
    readonly name: string
    readonly value: unknown
    readonly chosen?: AnswerContext['chosen']
    readonly replaces?: number | null | undefined
  }[]
}

/** Throws `Refused`: `invalid_answer` or `conflict`, with `details.fields`: the error by question. */
export async function provideAnswers(
  deps: CommandDeps,
  command: ProvideAnswers,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const fit = pictureFitting(deps, request)
  return transactGeneration(
    deps,
    command.id,
    request,
    (generation) => decideAll(deps, command, generation, request, fit),
    { rest: true },
  )
}

async function decideAll(
  deps: CommandDeps,
  { answers }: ProvideAnswers,
  { id, state: before, questionnaire, version, revision }: GenerationContext,
  { caller, context }: CommandRequest,
  fit: ReturnType<typeof pictureFitting>,
): Promise<Result<GenerationEvent[]>> {
  const events: GenerationEvent[] = []
  const errors: Record<string, DomainError> = {}
  let state = generationDecider.copy(before)
  for (const { name, value: written, chosen, replaces } of answers) {
    const value = await withReferredPictures(deps, written, caller, { id, state })
    const as = { now: context.now, chosen }
    const read = await fit(name, readAnswerAt(name, value, as, state, questionnaire), { state, questionnaire, version })
    const decided = read.ok ? decide({ name, replaces, ...read.value }, state, questionnaire) : read
    if (!decided.ok) errors[name] = decided.error
    else
      for (const event of decided.value) {
        events.push(event)
        state = generationDecider.evolve(state, event, {
          revision: revision + events.length,
          envelope: previewEnvelope(event.type, context),
        })
      }
  }
  const [first] = Object.values(errors)
  return first === undefined
    ? { ok: true, value: events }
    : fail(first.code, first.message, { ...first.details, fields: errors })
}

/** A provisional envelope for folding an event before it is recorded. */
const previewEnvelope = (type: string, { request_digest, now, ...context }: CommandRequest['context']) => ({
  ...context,
  request_digest,
  type,
  at: now,
  id: context.command_id,
  version: 1,
  hash: '',
  previous_hash: '',
})
