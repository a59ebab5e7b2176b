/** Publishes the App Home and handles its clicks. */
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction } from '../../payloads.ts'
import { closedHome, homeView, HOME_ROWS, type AppHome } from '../../views/app-home.ts'
import { startedMessage } from '../../views/starting/started.ts'
import { listDrafts, listRecent } from './conversation-rows.ts'
import { addSample, firstTemplateFor } from './first-template.ts'
import { mayAsk } from './members.ts'
import { listPublishedTemplates } from './template-lists.ts'
import { threadUrl } from './open-conversations.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { startCopy } from './start-conversation.ts'
import { askAgain } from '../navigation/ask-again.ts'
import { tryCommand } from '../interaction/run-command.ts'
import { bestEffort, replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { openPicker } from './picker.ts'
import { startFromTemplate } from './start-template.ts'

/** Publishes the App Home, filtered by `search`. */
export async function publishHome(interaction: Interaction, search = ''): Promise<void> {
  const { texts } = interaction
  const view = mayAsk(interaction) ? homeView(await loadHome(interaction, search), texts) : closedHome(texts)
  await bestEffort(interaction, () => interaction.client.views.publish({ user_id: interaction.person.user, view }))
}

async function loadHome(interaction: Interaction, search: string): Promise<AppHome> {
  const {
    deps,
    person: { caller, zone },
  } = interaction
  const [drafts, recent, templates, favourites] = await Promise.all([
    listDrafts(interaction, HOME_ROWS.drafts),
    listRecent(interaction, HOME_ROWS.recent),
    listPublishedTemplates(interaction, search),
    deps.favourites.list(caller.tenant, caller.actor),
  ])
  const liked = new Set(favourites)
  const marked = templates.all.map((template) => ({ ...template, favourite: liked.has(template.id) }))
  return {
    drafts,
    recent,
    total: templates.total,
    search,
    zone,
    first: templates.total === 0 && search === '' ? await firstTemplateFor(interaction) : undefined,
    templates: [...marked.filter(({ favourite }) => favourite), ...marked.filter(({ favourite }) => !favourite)],
  }
}

/** Handles clicks outside of conversations and drafts. */
export async function onHomeClick(interaction: Interaction, body: InteractionBody, action: SlackAction): Promise<void> {
  const value = (action as { readonly value?: string | null }).value ?? ''
  const inHome = body.view !== undefined && body.view.callback_id === ''
  switch (action.action_id) {
    case ACTION.new_document:
      return openPicker(interaction, body)
    case ACTION.start:
    case ACTION.pick_template:
      await startFromTemplate(interaction, body, action.selected_option?.value ?? value)
      break
    case ACTION.sample:
      await addSample(interaction, body, value)
      break
    case ACTION.favourite: {
      const { favourites } = interaction.deps
      const { tenant, actor } = interaction.person.caller
      await (value.startsWith('-')
        ? favourites.remove(tenant, actor, value.slice(1))
        : favourites.add(tenant, actor, value.slice(1)))
      break
    }
    case ACTION.resume: {
      const access = await openConversation(interaction, value)
      if (access?.full === undefined) return replyPrivately(interaction, interaction.texts.not_yours)
      await askAgain(interaction, access, 'repeat', {})
      await replyPrivately(
        interaction,
        startedMessage(
          await templateName(interaction, access.state.template_id),
          await threadUrl(interaction, value),
          [],
          interaction.texts,
        ),
      )
      break
    }
    case ACTION.copy:
      await startCopy(interaction, value)
      break
    case ACTION.search:
      return publishHome(interaction, value)
    // Slack opens the link by itself.
    case ACTION.open:
      return
  }
  if (inHome) await publishHome(interaction)
}

async function templateName({ deps: { app }, person: { caller } }: Interaction, id: string): Promise<string> {
  const template = await tryCommand(() => getTemplate(app, id, caller))
  return 'done' in template ? template.done.name : id
}
