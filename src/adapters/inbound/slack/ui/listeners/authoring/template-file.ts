/** A file that an author drops on the app becomes a template, or a new version of one. */
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { MAX_TEMPLATE_BYTES } from '../../../../../../commands/template/template-content.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { placeOf, type Mistake } from '../../../../../../rendering/template/mistake.ts'
import type { SlackFile } from '../../payloads.ts'
import { mistakesMessage, nameTakenMessage } from '../../views/authoring.ts'
import { message, section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { tryCommand, bestEffort, commandRequestOf, replyEphemeral, type Interaction } from '../interaction.ts'
import { postInThread, sendDraft } from './draft-replies.ts'

/** Whether a file looks like a template by its name. */
export const isTemplateFile = ({ name }: SlackFile): boolean =>
  /\.(?:docx|dotx|docm|doc|odt|md|markdown|txt)$/i.test(name ?? '')

export async function takeTemplateFile(interaction: Interaction, file: SlackFile, name?: string): Promise<void> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const file_name = file.name ?? 'template'
  if (!hasRole(caller, 'author')) return replyEphemeral(interaction, texts.authors_only)
  if (!isTemplateFile(file)) return replyEphemeral(interaction, texts.not_a_template({ file: file_name }))
  if ((file.size ?? 0) > MAX_TEMPLATE_BYTES) return replyEphemeral(interaction, texts.too_big({ file: file_name }))
  const bytes = await downloadTemplate(interaction, file)
  if (bytes === undefined) return replyEphemeral(interaction, texts.file_gone)
  const command = { file_name, bytes, draft: true, ...(name === undefined ? {} : { name }) }
  const registered = await tryCommand(() =>
    registerTemplate(app, command, commandRequestOf(interaction, 'register', [file.id ?? '', file_name, name ?? ''])),
  )
  if ('refused' in registered) return explainRefusal(interaction, file, registered.refused)
  await sendDraft(interaction, registered.done.state.id ?? '')
}

async function explainRefusal(interaction: Interaction, file: SlackFile, error: DomainError): Promise<void> {
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
  // What is wrong with a file is said in English wherever there is no translation: the author has to know it.
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

/** The file of an earlier message; a message of Slack's names it by its id. */
export async function fetchFile(interaction: Interaction, id: string): Promise<SlackFile | undefined> {
  const found = await bestEffort(interaction, () => interaction.client.files.info({ file: id }))
  return found?.file
}

export async function revise(interaction: Interaction, value: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const [id = '', file_id = ''] = value.split(' ')
  const file = await fetchFile(interaction, file_id)
  const bytes = file === undefined ? undefined : await downloadTemplate(interaction, file)
  if (file === undefined || bytes === undefined) return replyEphemeral(interaction, texts.file_gone)
  const revised = await tryCommand(() =>
    reviseTemplate(
      app,
      { id, file_name: file.name ?? 'template', bytes, draft: true },
      commandRequestOf(interaction, 'revise', [id, file_id]),
    ),
  )
  return 'refused' in revised ? explainRefusal(interaction, file, revised.refused) : sendDraft(interaction, id)
}
