/** Registers a file from an author as a template, or as a new version of one. */
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { MAX_TEMPLATE_BYTES } from '../../../../../../commands/template/template-content.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { noteOfRemark, remarksIn } from '../../../../../../rendering/remark-notes.ts'
import { placeOf, type Mistake } from '../../../../../../rendering/template/mistake.ts'
import type { SlackFile } from '../../payloads.ts'
import { mistakesMessage, nameTakenMessage } from '../../views/authoring/template-file-messages.ts'
import { message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { tryCommand, commandRequestOf } from '../interaction/run-command.ts'
import { bestEffort, replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { postInThread, sendDraft } from './draft-replies.ts'

/** Whether the file's name looks like a template. */
export const isTemplateFile = ({ name }: SlackFile): boolean =>
  /\.(?:docx|dotx|docm|doc|odt|md|markdown|txt)$/i.test(name ?? '')

/** Registers the file as a template, or replies why that is not possible. */
export async function registerTemplateFile(interaction: Interaction, file: SlackFile, name?: string): Promise<void> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const file_name = file.name ?? 'template'
  if (!hasRole(caller, 'author')) return replyPrivately(interaction, texts.authors_only)
  if (!isTemplateFile(file)) return replyPrivately(interaction, texts.not_a_template({ file: file_name }))
  if ((file.size ?? 0) > MAX_TEMPLATE_BYTES) return replyPrivately(interaction, texts.too_big({ file: file_name }))
  const bytes = await downloadTemplate(interaction, file)
  if (bytes === undefined) return replyPrivately(interaction, texts.file_gone)
  const command = { file_name, bytes, draft: true, ...(name === undefined ? {} : { name }) }
  const registered = await tryCommand(() =>
    registerTemplate(app, command, commandRequestOf(interaction, 'register', [file.id ?? '', file_name, name ?? ''])),
  )
  if ('refused' in registered) return replyTemplateRefused(interaction, file, registered.refused)
  await sendDraft(interaction, registered.done.state.id ?? '')
}

async function replyTemplateRefused(interaction: Interaction, file: SlackFile, error: DomainError): Promise<void> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const mistakes = error.details?.['mistakes']
  const file_name = file.name ?? 'template'
  if (Array.isArray(mistakes)) {
    return postInThread(
      interaction,
      mistakesMessage(
        file_name,
        (mistakes as Mistake[]).map((mistake) => ({
          place: placeOf(mistake),
          message: `${mistake.message} ${mistake.fix}`,
        })),
        remarksIn(error.details).map((each) => noteOfRemark(each).message),
        texts,
      ),
    )
  }
  const taken = error.code === 'conflict' ? error.details?.['template_id'] : undefined
  if (typeof taken === 'string' && file.id !== undefined) {
    const template = await tryCommand(() => getTemplate(app, taken, caller))
    if ('done' in template)
      return postInThread(interaction, nameTakenMessage({ id: taken, name: template.done.name }, file.id, texts))
  }
  // Mistakes in a file are shown in English where there is no translation: the author needs them.
  await postInThread(interaction, message(error.message, [section(`:warning: ${escapeCut(error.message, 2500)}`)]))
}

async function downloadTemplate(
  interaction: Interaction,
  { url_private, url_private_download }: SlackFile,
): Promise<Uint8Array | undefined> {
  const url = url_private_download ?? url_private
  return url === undefined
    ? undefined
    : bestEffort(interaction, () => interaction.deps.downloadFile(interaction.team, url, MAX_TEMPLATE_BYTES))
}

/** Loads a file by its Slack id; undefined when it is gone. */
export async function fetchFile(interaction: Interaction, id: string): Promise<SlackFile | undefined> {
  const found = await bestEffort(interaction, () => interaction.client.files.info({ file: id }))
  return found?.file
}

/** Makes the file a new version. `value`: the template's id and the file's id. */
export async function reviseFromFile(interaction: Interaction, value: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const [id = '', file_id = ''] = value.split(' ')
  const file = await fetchFile(interaction, file_id)
  const bytes = file === undefined ? undefined : await downloadTemplate(interaction, file)
  if (file === undefined || bytes === undefined) return replyPrivately(interaction, texts.file_gone)
  const revised = await tryCommand(() =>
    reviseTemplate(
      app,
      { id, file_name: file.name ?? 'template', bytes, draft: true },
      commandRequestOf(interaction, 'revise', [id, file_id]),
    ),
  )
  return 'refused' in revised ? replyTemplateRefused(interaction, file, revised.refused) : sendDraft(interaction, id)
}
