/** Sets the language of a template's documents, or leaves it to the file. Makes a new version. */
import { ok, unwrap } from '../../domain/kernel/errors.ts'
import { checkLanguage } from '../../domain/template/language.ts'
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { setTemplateLanguage as decide } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { requireEditor } from './require-editor.ts'

export interface SetTemplateLanguage {
  readonly id: string
  /** BCP 47; `null` takes the author's word back. */
  readonly language: string | null
}

/** Throws `Refused`: `unprocessable` for a language that is not known. Conversations that have begun keep theirs. */
export async function setTemplateLanguage(
  deps: CommandDeps,
  command: SetTemplateLanguage,
  { caller, context, if_revision }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  const language = unwrap(command.language === null ? ok(null) : checkLanguage(command.language))
  return transact(deps, {
    stream: templateStream(caller.tenant, command.id),
    decider: templateDecider,
    authorize: requireEditor(caller),
    context,
    if_revision,
    decide: (state) => decide({ language }, state),
  })
}
