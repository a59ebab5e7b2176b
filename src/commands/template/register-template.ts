/** Registers a new template from an uploaded file; published at once unless it is a draft. */
import { unwrap } from '../../domain/kernel/errors.ts'
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { registerTemplate as decide } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import { storeExactly } from '../../storage/store-exactly.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { readContent, type Upload } from './template-content.ts'
import { deriveTemplateName, deriveTemplateId } from './template-name.ts'

export interface RegisterTemplate extends Upload {
  /** The name for people; derived from the file name where left out. */
  readonly name?: string | undefined
  /** What it is addressed by; derived from the name where left out. */
  readonly id?: string | undefined
  readonly draft: boolean
}

/**
 * Throws `Refused`: `conflict` with a suggestion when the name is taken, `invalid_template` with the mistakes, and as
 * `readContent` does.
 */
export async function registerTemplate(
  deps: CommandDeps,
  command: RegisterTemplate,
  { caller, context }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  const name = (command.name ?? '').trim().slice(0, 200) || deriveTemplateName(command.file_name)
  const id = command.id ?? unwrap(deriveTemplateId(name))
  const { content, files } = unwrap(await readContent(deps, command, { tenant: caller.tenant, id }))
  return transact(deps, {
    stream: templateStream(caller.tenant, id),
    decider: templateDecider,
    context,
    async decide(state) {
      const decided = decide({ id, name, content, draft: command.draft }, state)
      // The file is stored before the event that names it, but not for a name that is taken.
      if (decided.ok) for (const { key, bytes } of files) await storeExactly(deps.documents, key, bytes)
      return decided
    },
  })
}
