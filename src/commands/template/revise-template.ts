/** Uploads a new version of a template. Refinements of questions that remain are kept. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { latestVersion, templateDecider, type Template } from '../../domain/template/template.ts'
import { reviseTemplate as decide } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import { storeExactly } from '../../storage/store-exactly.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'
import { requireEditor } from './require-editor.ts'
import { readContent, type Upload } from './template-content.ts'

export interface ReviseTemplate extends Upload {
  readonly id: string
  readonly draft: boolean
}

export async function reviseTemplate(
  deps: CommandDeps,
  command: ReviseTemplate,
  { caller, context, ...request }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  const stream = templateStream(caller.tenant, command.id)
  const loaded = await deps.aggregates.load(templateDecider, stream)
  const previous = latestVersion(loaded.state)
  if (previous === undefined)
    return unwrap(
      fail('not_found', `There is no template “${command.id}”. Register it first.`, { template_id: command.id }),
    )
  // Before the file is read, which costs more than anything here.
  unwrap(requireEditor(caller)(loaded))
  const { content, files } = unwrap(
    await readContent(deps, command, { tenant: caller.tenant, id: command.id, previous }),
  )
  for (const { key, bytes } of files) await storeExactly(deps.documents, key, bytes)
  // The refinements kept are those of the version read above: if another came in between, the caller decides again.
  const if_revision = request.if_revision ?? (loaded.commands.has(context.command_id) ? undefined : loaded.revision)
  return transact(deps, {
    stream,
    decider: templateDecider,
    authorize: requireEditor(caller),
    context,
    if_revision,
    decide: (state) => decide({ content, draft: command.draft }, state),
  })
}
