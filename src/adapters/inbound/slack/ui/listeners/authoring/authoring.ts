/** A file that an author drops on the app becomes a template: read, its questions gone through, published. */
import { holds } from '../../../../../../domain/kernel/access.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { changeLifecycle } from '../../../../../../commands/template/change-lifecycle.ts'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { MAX_TEMPLATE_BYTES } from '../../../../../../commands/template/template-content.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { placeOf, type Mistake } from '../../../../../../rendering/template/mistake.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction, SlackFile } from '../../payloads.ts'
import {
  draftMessage,
  mistakesMessage,
  nameModal,
  nameTakenMessage,
  questionModal,
  questionsOf,
  type QuestionForm,
  type TemplateDraft,
} from '../../views/authoring.ts'
import { message, section, type Message } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { openModal, replyTooLate } from '../modals.ts'
import {
  tryCommand,
  bestEffort,
  commandRequestOf,
  refusalText,
  replyEphemeral,
  type Interaction,
} from '../interaction.ts'

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
  if (!holds(caller, 'author')) return replyEphemeral(interaction, texts.authors_only)
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

// ---- words back, in the thread of the file

async function postInThread(interaction: Interaction, said: Message): Promise<void> {
  const { location: at, client, deps, team, person } = interaction
  await bestEffort(interaction, async () => {
    const channel = at?.channel ?? (await deps.dmOf(team, person.user))
    await client.chat.postMessage({ channel, ...(at === undefined ? {} : { thread_ts: at.thread_ts }), ...said })
  })
}

const draftOf = ({ id, name, version, published_version, state, questions, notes }: TemplateView): TemplateDraft => ({
  id,
  name,
  version,
  published: state === 'published' && published_version === version,
  questions,
  notes,
})

async function sendDraft(interaction: Interaction, id: string): Promise<void> {
  await postInThread(
    interaction,
    draftMessage(draftOf(await getTemplate(interaction.deps.app, id, interaction.person.caller)), interaction.texts),
  )
}

/** Brings a draft's message up to date. */
export async function updateDraftMessage(
  interaction: Interaction,
  id: string,
  at: { readonly channel: string; readonly ts: string } | undefined,
  part?: number,
): Promise<void> {
  const template = await tryCommand(() => getTemplate(interaction.deps.app, id, interaction.person.caller))
  if (at === undefined || 'refused' in template) return
  await bestEffort(interaction, () =>
    interaction.client.chat.update({
      channel: at.channel,
      ts: at.ts,
      ...draftMessage(draftOf(template.done), interaction.texts, part),
    }),
  )
}

// ---- clicks

/** A click on the draft of a template, or about a file that is to become one. */
export async function onTemplateClick(
  interaction: Interaction,
  body: InteractionBody,
  action: SlackAction,
): Promise<void> {
  const value = (action as { readonly value?: string | null }).value ?? ''
  const [, id = ''] = action.block_id.split(' ')
  if (!holds(interaction.person.caller, 'author')) return replyEphemeral(interaction, interaction.texts.authors_only)
  switch (action.action_id) {
    case ACTION.question:
      await openQuestion(interaction, body, id, Number(value), false)
      break
    case ACTION.all_questions:
      await openQuestion(interaction, body, value, 0, true)
      break
    case ACTION.publish:
      await publish(interaction, value)
      break
    case ACTION.revise:
      await revise(interaction, value)
      break
    case ACTION.rename:
      await openModal(
        interaction,
        body,
        interaction.texts.name_title,
        async () => nameModal({ file: value, at: interaction.location }, '', interaction.texts),
        replyTooLate(interaction),
      )
      break
    default: {
      const [template = '', part = '0'] = value.split(' ')
      if (action.action_id.startsWith(ACTION.page))
        await updateDraftMessage(interaction, template, interaction.location, Number(part))
    }
  }
}

async function publish(interaction: Interaction, id: string): Promise<void> {
  const published = await tryCommand(() =>
    changeLifecycle(interaction.deps.app, { id, change: 'publish' }, commandRequestOf(interaction, 'publish', [id])),
  )
  if ('refused' in published) return replyEphemeral(interaction, refusalText(published.refused, interaction.texts))
  await updateDraftMessage(interaction, id, interaction.location)
  await postInThread(
    interaction,
    message(interaction.texts.published({ name: published.done.state.name, id }), [
      section(`:tada: ${escapeCut(interaction.texts.published({ name: published.done.state.name, id }), 900)}`),
    ]),
  )
}

async function revise(interaction: Interaction, value: string): Promise<void> {
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

async function openQuestion(
  interaction: Interaction,
  body: InteractionBody,
  id: string,
  at: number,
  through: boolean,
): Promise<void> {
  const build = async () => {
    const template = await getTemplate(interaction.deps.app, id, interaction.person.caller)
    return questionFormFor(interaction, template, { at, through, message: interaction.location })
  }
  return openModal(interaction, body, interaction.texts.go_through, build, replyTooLate(interaction))
}

/** The form for one question, or undefined when there is none at that number. */
export function questionFormFor(
  { texts }: Interaction,
  template: TemplateView,
  { at, through, message: shown }: Pick<QuestionForm, 'at' | 'through' | 'message'>,
) {
  const all = questionsOf(template.questions)
  const one = all[at]
  if (one === undefined) return undefined
  const where = shown === undefined ? {} : { message: { channel: shown.channel, ts: shown.ts } }
  return questionModal(
    one,
    all.length,
    { template: template.id, version: template.version, revision: template.revision, at, through, ...where },
    texts,
  )
}
