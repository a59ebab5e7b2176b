/** The template picker: opening and searching it. */
import type { View } from '@slack/types'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { InteractionBody } from '../../payloads.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { emptyPicker, PICKER_ROWS, pickerModal } from '../../views/starting/picker-modal.ts'
import { templateOption, type TemplateRow } from '../../views/starting/template-row.ts'
import { firstTemplateFor } from './first-template.ts'
import { mayAsk } from './members.ts'
import { listPublishedTemplates, recentTemplateIds } from './template-lists.ts'
import { openModal } from '../interaction/modals.ts'
import { runSlashCommand } from './run-slash-command.ts'
import { tryCommand } from '../interaction/run-command.ts'
import type { Interaction } from '../interaction/interaction.ts'

/**
 * Opens the picker. `from_message` is the text for the first answer that accepts it. Whoever may not ask for documents
 * is told so before any template is named.
 */
export function openPicker(interaction: Interaction, body: InteractionBody, from_message = ''): Promise<void> {
  return openModal(
    interaction,
    body,
    interaction.texts.picker_title,
    async () =>
      mayAsk(interaction)
        ? buildPicker(interaction, from_message)
        : textModal(interaction.texts.picker_title, interaction.texts.members_only, interaction.texts),
    () => runSlashCommand(interaction, 'list'),
  )
}

/** Half of the private metadata (3,000 characters), since JSON may escape each character. */
const MAX_ORIGINAL_TEXT = 1400

async function buildPicker(interaction: Interaction, from_message: string): Promise<View> {
  const {
    deps,
    person: { caller },
    texts,
  } = interaction
  const [{ all, total }, favourites, lately] = await Promise.all([
    listPublishedTemplates(interaction),
    deps.favourites.list(caller.tenant, caller.actor),
    recentTemplateIds(interaction),
  ])
  if (total === 0) return emptyPicker(await firstTemplateFor(interaction), texts)
  const view = pickerModal(
    {
      favourites: await loadTemplates(interaction, favourites, all),
      recent: await loadTemplates(interaction, lately, all),
      all,
      total,
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

/** The published templates with these ids, in this order. */
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
  return mayAsk(interaction) ? (await listPublishedTemplates(interaction, search.trim())).all.map(templateOption) : []
}
