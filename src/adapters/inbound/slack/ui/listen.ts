/** Registers all listeners with Bolt. */
import type { App } from '@slack/bolt'
import { CALLBACK } from './action-ids.ts'
import { clickScopeOf, type ClickScope } from './click-scope.ts'
import type { ListenerDeps } from './listener-deps.ts'
import { onTemplateClick } from './listeners/authoring/template-click.ts'
import { onNameSubmitted, onQuestionSubmitted } from './listeners/authoring/authoring-forms.ts'
import { onConversationClick } from './listeners/clicks/conversation-click.ts'
import { listenToMessages } from './listeners/messages/listen-to-messages.ts'
import { onAnswerChosen, onEditSubmitted } from './listeners/submissions/edit-submission.ts'
import { onDelegateSubmitted, onShareSubmitted } from './listeners/submissions/delegate-submission.ts'
import { onLanguageSubmitted, onTemplateLanguageSubmitted } from './listeners/submissions/language-submission.ts'
import { onSeveralSubmitted } from './listeners/submissions/several-submission.ts'
import { type SubmissionResponse } from './listeners/submissions/submission-response.ts'
import { onHomeClick, publishHome } from './listeners/starting/app-home.ts'
import { openPicker } from './listeners/starting/picker.ts'
import { runSlashCommand } from './listeners/starting/run-slash-command.ts'
import { onCancelSubmitted } from './listeners/submissions/cancel-submission.ts'
import { suggestOptions } from './listeners/starting/suggestions.ts'
import { interactionFrom, createInteraction, type Interaction } from './listeners/interaction/interaction.ts'
import { writtenText } from './input/message-text.ts'
import { metadataOf, type InteractionBody, type SlackAction, type SlackView } from './payloads.ts'
import type { QuestionForm } from './views/authoring/question-modal.ts'
import type { FormMetadata } from './views/modals/form-metadata.ts'
import { unreadableFormModal } from './views/modals/simple-modals.ts'
import type { TemplateLanguageForm } from './views/modals/language-modal.ts'

const COMMAND = '/docgen'
const SHORTCUT = { new_document: 'docgen_new', from_message: 'docgen_from_message' } as const

type ClickHandler = (interaction: Interaction, body: InteractionBody, action: SlackAction) => Promise<void>

const CLICK_HANDLERS: Readonly<Record<ClickScope, ClickHandler>> = {
  template: onTemplateClick,
  conversation: onConversationClick,
  home: onHomeClick,
}

/** Registers all listeners with Bolt. */
export function registerListeners(bolt: App, deps: ListenerDeps): void {
  listenToMessages(bolt, deps)

  bolt.command(COMMAND, async ({ body, context, ack, command }) => {
    await ack()
    const interaction = await interactionFrom(deps, { body, context })
    const text = writtenText(command.text ?? '')
    await (text.trim() === '' ? openPicker(interaction, body) : runSlashCommand(interaction, text))
  })

  bolt.shortcut(SHORTCUT.new_document, async ({ body, context, ack }) => {
    await ack()
    const arrived = body as InteractionBody
    await openPicker(await interactionFrom(deps, { body: arrived, context }), arrived)
  })
  bolt.shortcut(SHORTCUT.from_message, async ({ body, context, ack }) => {
    await ack()
    const arrived = body as InteractionBody
    await openPicker(
      await interactionFrom(deps, { body: arrived, context }),
      arrived,
      writtenText(arrived.message?.text ?? ''),
    )
  })

  bolt.action(/^dg_/, async ({ body, context, ack, action }) => {
    await ack()
    const arrived = body as InteractionBody
    const interaction = await interactionFrom(deps, { body: arrived, context })
    const clicked = action as SlackAction
    await CLICK_HANDLERS[clickScopeOf(clicked)](interaction, arrived, clicked)
  })

  bolt.options(/^dg_/, async ({ body, context, ack, options }) => {
    const interaction = await interactionFrom(deps, { body: body as InteractionBody, context })
    await ack({ options: await suggestOptions(interaction, options) })
  })

  bolt.event('app_home_opened', async ({ event, body, context }) => {
    if (event.tab === 'home')
      await publishHome(await createInteraction(deps, { body, context }, { team: body.team_id, user: event.user }))
  })

  const onView = <Metadata>(
    callback_id: string,
    sent: (interaction: Interaction, view: SlackView, metadata: Metadata) => Promise<SubmissionResponse>,
  ): void => {
    bolt.view({ callback_id, type: 'view_submission' }, async ({ body, context, ack, view }) => {
      const arrived = { ...body, view } as InteractionBody
      const interaction = await interactionFrom(deps, { body, context } as { body: InteractionBody; context: object })
      const metadata = metadataOf(view)
      const answer: SubmissionResponse =
        metadata === undefined
          ? { response_action: 'update', view: unreadableFormModal(interaction.texts) }
          : await sent(interaction, arrived.view ?? {}, metadata as Metadata)
      await (answer === undefined ? ack() : ack(answer))
    })
  }
  onView<FormMetadata>(CALLBACK.several, onSeveralSubmitted)
  onView<FormMetadata>(CALLBACK.edit, onEditSubmitted)
  onView<FormMetadata>(CALLBACK.choose_edit, onAnswerChosen)
  onView<FormMetadata>(CALLBACK.delegate, onDelegateSubmitted)
  onView<FormMetadata>(CALLBACK.share, onShareSubmitted)
  onView<FormMetadata>(CALLBACK.cancel, onCancelSubmitted)
  onView<FormMetadata>(CALLBACK.language, onLanguageSubmitted)
  onView<TemplateLanguageForm>(CALLBACK.template_language, onTemplateLanguageSubmitted)
  onView<QuestionForm>(CALLBACK.question, onQuestionSubmitted)
  onView<{ file: string; at?: Interaction['location'] }>(CALLBACK.name, onNameSubmitted)
}
