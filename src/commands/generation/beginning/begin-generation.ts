/** Begins a generation with the published version of a template. Shared by `request-` and `copy-generation`. */
import type { Caller } from '../../../domain/kernel/access.ts'
import { fail, ok, unwrap, type Result } from '../../../domain/kernel/errors.ts'
import type { CommandContext } from '../../../domain/kernel/event.ts'
import { generationStream, type GenerationEvent } from '../../../domain/generation/generation-events.ts'
import { requestGeneration, type RequestCommand } from '../../../domain/generation/decisions/request-generation.ts'
import { generationDecider } from '../../../domain/generation/generation-decider.ts'
import type { Generation } from '../../../domain/generation/generation.ts'
import { documentLanguage } from '../../../domain/template/language.ts'
import {
  lifecycleOf,
  templateDecider,
  versionOf,
  type Template,
  type TemplateVersion,
} from '../../../domain/template/template.ts'
import { mayUseTemplate, refuseRight } from '../../../domain/template/template-access.ts'
import {
  STANDARD_WAITING_TIMES,
  waitingTimes,
  type AuthorsWaitingTimes,
  type WaitingTimes,
} from '../../../domain/template/waiting-times.ts'
import { templateStream } from '../../../domain/template/template-id.ts'
import type { PictureFitter } from '../../../ports/documents/picture-fitter.ts'
import type { Quotas } from '../../../ports/limits/quotas.ts'
import type { CommandRequest } from '../../command-request.ts'
import { transact, type TransactDeps } from '../../transact.ts'
import type { CommittedGeneration } from '../transact-generation.ts'

/** What the surface or the earlier generation decides. The rest follows from the template and the settings above. */
export interface BeginGeneration extends Omit<
  RequestCommand,
  'template_version' | 'format' | 'idle_days' | 'reminders' | 'document_language' | 'language_chosen'
> {
  readonly version: TemplateVersion
  /** What the author says of how long it waits. */
  readonly waiting: AuthorsWaitingTimes
  /** The requester's own choice; left out: what the template says, else the service's default, else the locale. */
  readonly document_language?: string | undefined
}

export interface BeginDeps extends TransactDeps {
  /** The language of documents whose template says none; the person's where left out. */
  readonly standardLanguage?: string | undefined
  /** How long conversations wait whose template says nothing; the program's own where left out. */
  readonly standardWaitingTimes?: WaitingTimes | undefined
  /** Fits pictures to their places; left out: they stay as they were sent. */
  readonly pictures?: PictureFitter | undefined
  /** Left out: none. */
  readonly quotas?: Quotas | undefined
}

/** Further events of the same command, decided on the state and the questions after those that begin it. */
export type DecideNext = (state: Generation, version: TemplateVersion) => Result<GenerationEvent[]>

/**
 * Begins a generation. `prepare` runs only for a command that was not processed before. What `next` decides is recorded
 * together with the beginning, or nothing is.
 */
export async function beginGeneration(
  deps: BeginDeps,
  id: string,
  { caller, context }: CommandRequest,
  prepare: () => Promise<BeginGeneration>,
  next?: DecideNext,
): Promise<CommittedGeneration> {
  const committed = await transact(deps, {
    stream: generationStream(id),
    decider: generationDecider,
    context,
    async decide(state) {
      const { version, waiting, template_id, locale, zone, document_language: chosen, ...beginning } = await prepare()
      if (deps.quotas !== undefined) unwrap(await deps.quotas.checkMayBegin(caller))
      const { version: template_version, format } = version
      const settings = { locale, zone, ...waitingTimes(waiting, deps.standardWaitingTimes ?? STANDARD_WAITING_TIMES) }
      const language = {
        document_language: chosen ?? documentLanguage(version, { standard: deps.standardLanguage, person: locale }),
        language_chosen: chosen !== undefined,
      }
      const command = { template_id, template_version, format, ...settings, ...language, ...beginning }
      const begun = requestGeneration(command, state, version)
      if (!begun.ok || next === undefined) return begun
      const further = next(stateAfter(begun.value, state, context), version)
      return further.ok ? ok([...begun.value, ...further.value]) : further
    },
  })
  return { ...committed, id }
}

/** The state that the first events of a stream will lead to. */
function stateAfter(events: readonly GenerationEvent[], initial: Generation, context: CommandContext): Generation {
  // The fold reads who, when and from where; ids and hashes come with the append.
  const envelope = { ...context, at: context.now, id: '', type: '', version: 1, hash: '', previous_hash: '' }
  return events.reduce(
    (state, event, revision) => generationDecider.evolve(state, event, { revision, envelope }),
    generationDecider.copy(initial),
  )
}

/** What a generation begins with. */
interface PublishedTemplate extends Pick<Template, 'name' | 'waiting'> {
  readonly version: TemplateVersion
}

/**
 * The published version. Throws `Refused`: `not_found`, `forbidden` for who may not use it, or `conflict` for a
 * template that is draft or retired.
 */
export async function loadPublished(
  { aggregates }: TransactDeps,
  caller: Caller,
  template_id: string,
): Promise<PublishedTemplate> {
  const { state: template } = await aggregates.load(templateDecider, templateStream(caller.tenant, template_id))
  if (template.id === undefined)
    return unwrap(fail('not_found', `There is no template “${template_id.slice(0, 100)}”.`, { field: 'template_id' }))
  if (!mayUseTemplate(caller, template)) return unwrap(refuseRight('use', template.id))
  const version = template.published === undefined ? undefined : versionOf(template, template.published)
  return version === undefined || template.retired
    ? unwrap(fail('conflict', NOT_PUBLISHED_MESSAGES[lifecycleOf(template)], { field: 'template_id' }))
    : { version, name: template.name, waiting: template.waiting }
}

const NOT_PUBLISHED_MESSAGES: Readonly<Record<ReturnType<typeof lifecycleOf>, string>> = {
  draft: 'This template is a draft: its author has to publish it first.',
  retired: 'This template is retired: no new documents are made from it.',
  published: 'This template has no published version.',
}
