/** The picker of templates: opened, searched, submitted. */
import type { View } from '@slack/types'
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackView } from '../../payloads.ts'
import { wordsModal } from '../../views/conversation-modals.ts'
import {
  startedModal,
  startedMessage,
  PICKER_ROWS,
  pickerModal,
  templateOption,
  type TemplateRow,
} from '../../views/starting.ts'
import type { SubmissionResponse } from '../submissions/submission-response.ts'
import { listPublishedTemplates, recentTemplateIds } from './lists.ts'
import { openModal } from '../modals.ts'
import { prefillFromMessage } from './match-answers.ts'
import { startConversation } from './start-conversation.ts'
import { runSlashCommand } from './run-slash-command.ts'
import { tryCommand, replyEphemeral, type Interaction } from '../interaction.ts'

/** Opens the picker. `from_message`: words for the first answer that takes them. */
export function openPicker(interaction: Interaction, body: InteractionBody, from_message = ''): Promise<void> {
  return openModal(
    interaction,
    body,
    interaction.texts.picker_title,
    () => buildPicker(interaction, from_message),
    () => runSlashCommand(interaction, 'list'),
  )
}

/** What private metadata (3,000 characters) takes with its JSON, where each sign is written as two. */
const MAX_ORIGINAL_TEXT = 1400

async function buildPicker(interaction: Interaction, from_message: string): Promise<View> {
  const {
    deps,
    person: { caller },
    texts,
  } = interaction
  const [{ all, total }, favourites, lately] = await Promise.all([
    listPublishedTemplates(interaction),
    deps.favourites.of(caller.tenant, caller.actor),
    recentTemplateIds(interaction),
  ])
  const view = pickerModal(
    {
      favourites: await loadTemplates(interaction, favourites, all),
      recent: await loadTemplates(interaction, lately, all),
      all,
      total,
      is_author: hasRole(caller, 'author'),
    },
    texts,
  )
  return from_message === ''
    ? view
    : {
        ...view,
        private_metadata: JSON.stringify({
          from_message: from_message
            .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
            .slice(0, MAX_ORIGINAL_TEXT)
            .toWellFormed(),
        }),
      }
}

/** Those of the templates that can be begun, in this order. */
async function loadTemplates(
  { deps: { app }, person: { caller } }: Interaction,
  ids: readonly string[],
  all: readonly TemplateRow[],
): Promise<TemplateRow[]> {
  const found = await Promise.all(
    ids.slice(0, 2 * PICKER_ROWS).map(async (id) => {
      const known = all.find((template) => template.id === id)
      if (known !== undefined) return known
      const template = await tryCommand(() => getTemplate(app, id, caller))
      return 'done' in template && template.done.state === 'published'
        ? { id, name: template.done.name, question_count: template.done.questions.length }
        : undefined
    }),
  )
  return found.filter((template) => template !== undefined).slice(0, PICKER_ROWS)
}

/** The suggestions of the picker's search. */
export async function suggestTemplates(
  interaction: Interaction,
  search: string,
): Promise<ReturnType<typeof templateOption>[]> {
  return (await listPublishedTemplates(interaction, search.trim())).all.map(templateOption)
}

export async function onPickerSubmitted(interaction: Interaction, view: SlackView): Promise<SubmissionResponse> {
  const values = view.state?.values?.['template']
  const id =
    values?.['dg_value']?.selected_option?.value ?? values?.[ACTION.pick_template]?.selected_option?.value ?? ''
  const shown = await startTemplate(interaction, id, originalTextOf(view))
  if (!interaction.late) return { response_action: 'update', view: shown.view }
  await shown.tell()
  return undefined
}

export const originalTextOf = ({ private_metadata = '' }: SlackView): string => {
  if (private_metadata === '') return ''
  const metadata = JSON.parse(private_metadata) as { readonly from_message?: unknown }
  return typeof metadata.from_message === 'string' ? metadata.from_message : ''
}

export async function startTemplate(
  interaction: Interaction,
  template_id: string,
  from_message: string,
): Promise<{ readonly view: View; tell(): Promise<void> }> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const words = (sentence: string) => ({
    view: wordsModal(texts.picker_title, sentence, texts),
    tell: () => replyEphemeral(interaction, sentence),
  })
  const template = await tryCommand(() => getTemplate(app, template_id, caller))
  if ('refused' in template) return words(texts.no_such_template({ name: template_id }))
  const answers = prefillFromMessage(template.done, from_message)
  const begun = await startConversation(interaction, template.done, answers)
  if (typeof begun === 'string') return words(begun)
  const notes = Object.keys(answers).length === 0 ? [] : [texts.from_message]
  return {
    view: startedModal(begun.generation, begun.template, begun.url, texts),
    tell: () => replyEphemeral(interaction, startedMessage(begun.template, begun.url, notes, texts)),
  }
}
