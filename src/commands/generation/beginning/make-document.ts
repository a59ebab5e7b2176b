/** A document from data, in one command: begins a generation, skips what was left out, and confirms. */
import { createHash } from 'node:crypto'
import { MAX_MISTAKES, readGivenAnswers, refuseMissing, type GivenAnswers } from '../../../answers/read-answers.ts'
import { confirmGeneration as confirm } from '../../../domain/generation/decisions/end-conversation.ts'
import { WHAT_IF_SOURCE } from '../../../domain/generation/current-question.ts'
import { writeInitialAnswers, type InitialAnswers } from '../../../domain/generation/initial-answers.ts'
import { emptyAnswers, writeAnswer } from '../../../domain/interview/answers.ts'
import { applicableSlots } from '../../../domain/interview/interview.ts'
import { failAll, unwrap, type DomainError } from '../../../domain/kernel/errors.ts'
import type { AnswerContext } from '../../../domain/questions/answer.ts'
import { checkGivenLanguage } from '../../../domain/template/language.ts'
import type { TemplateVersion } from '../../../domain/template/template.ts'
import { requireRole, type CommandRequest } from '../../command-request.ts'
import { nameDocument } from '../confirm-generation.ts'
import { withReferredPictures } from '../pictures/referred-pictures.ts'
import type { CommittedGeneration } from '../transact-generation.ts'
import { beginGeneration, loadPublished, type BeginDeps } from './begin-generation.ts'
import { fitInitialAnswers } from './fit-initial-answers.ts'
import type { RequestGeneration } from './request-generation.ts'

export type MakeDocument = Omit<RequestGeneration, 'place'>

/**
 * Everything is recorded, or nothing: throws `Refused` as `requestGeneration` does, and `invalid_answer` with all
 * answers in `details.problems` that do not fit or are missing. Optional questions without an answer are skipped.
 */
export async function makeDocument(
  deps: BeginDeps,
  { id, template_id, answers = {}, form, locale, document_language, zone }: MakeDocument,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  const language = unwrap(checkGivenLanguage(document_language, 'document_language'))
  let template_name = ''
  return beginGeneration(
    deps,
    id,
    request,
    async () => {
      const { version, name, waiting } = await loadPublished(deps, request.caller, template_id)
      template_name = name
      const written = await withReferredPictures(deps, answers, request.caller)
      const context = { now: request.context.now, zone, locale, form }
      const given = readAllAnswers(version, written as Readonly<Record<string, unknown>>, context)
      const fitted = await fitInitialAnswers(deps, { template_id, version }, given.values, request.context)
      const { skipped } = given
      return { version, waiting, template_id, locale, document_language: language, zone, answers: fitted, skipped }
    },
    (state, version) => {
      const basis = createHash('sha256')
        .update(JSON.stringify([state.template_version, answers]))
        .digest('hex')
      return confirm(nameDocument(`${id} ${basis}`, state, template_name, request), state, version, 0)
    },
  )
}

/** The answers to everything that the document needs. Throws `Refused` with all that are wrong or missing. */
function readAllAnswers(
  version: TemplateVersion,
  given: Readonly<Record<string, unknown>>,
  context: AnswerContext,
): Pick<GivenAnswers, 'values'> & { readonly skipped: readonly string[] } {
  const { values, left_out, errors } = readGivenAnswers(version.questions, given, context)
  const answers = values.map(([name, value]) => ({ name, value, copied: false }))
  const { skipped, missing } = skipWhatIsLeft(version, { answers, skipped: left_out })
  const all = [...errors.values(), ...missing.filter(({ address }) => !errors.has(address)).map(({ error }) => error)]
  return all.length === 0 ? { values, skipped } : unwrap(failAll(all.slice(0, MAX_MISTAKES), 'answers'))
}

/** Skips optional questions until nothing is due but what is required: that is missing. */
function skipWhatIsLeft(
  version: TemplateVersion,
  initial: InitialAnswers,
): {
  readonly skipped: readonly string[]
  readonly missing: readonly { readonly address: string; readonly error: DomainError }[]
} {
  const answers = emptyAnswers()
  writeInitialAnswers(answers, initial, WHAT_IF_SOURCE)
  const skipped = [...(initial.skipped ?? [])]
  for (;;) {
    const due = applicableSlots(version, answers).filter(({ answered }) => !answered)
    const optional = due.filter(({ question }) => !question.required)
    if (optional.length === 0) {
      const missing = due.map(({ address, question }) => ({ address, error: refuseMissing(question, address) }))
      return { skipped, missing }
    }
    // What is skipped may bring in other questions.
    for (const { address } of optional) {
      writeAnswer(answers, address, undefined, WHAT_IF_SOURCE)
      skipped.push(address)
    }
  }
}
