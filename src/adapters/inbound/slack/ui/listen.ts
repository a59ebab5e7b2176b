/** Registers everything that is listened to in Slack. */
import type { App } from '@slack/bolt'
import { CALLBACK } from './action-ids.ts'
import type { SurfaceDeps } from './deps.ts'
import { authorClicked } from './listeners/authoring/authoring.ts'
import { nameSent, questionSent } from './listeners/authoring/authoring-forms.ts'
import { clicked } from './listeners/clicks.ts'
import { listenToMessages } from './listeners/direct-messages.ts'
import {
  chooseEditSent,
  delegateSent,
  editSent,
  severalSent,
  shareSent,
  type Acknowledgement,
} from './listeners/form-submissions.ts'
import { homeClicked, openPicker, pickerSent, publishHome } from './listeners/starting/home.ts'
import { see } from './listeners/questions.ts'
import { startTyped } from './listeners/starting/start.ts'
import { cancel } from './listeners/navigation.ts'
import { suggest } from './listeners/starting/suggestions.ts'
import { visitBy, visitOf, type Visit } from './listeners/interaction.ts'
import { writtenText } from './message-text.ts'
import type { InteractionBody, SlackAction, SlackView } from './payloads.ts'
import type { QuestionForm } from './views/authoring.ts'
import type { FormMetadata } from './views/conversation-modals.ts'

const COMMAND = '/docgen'
const SHORTCUT = { new_document: 'docgen_new', from_message: 'docgen_from_message' } as const

export function registerListeners(bolt: App, deps: SurfaceDeps): void {
  listenToMessages(bolt, deps)

  bolt.command(COMMAND, async ({ body, context, ack, command }) => {
    await ack()
    const visit = await visitBy(deps, { body, context })
    const text = writtenText(command.text ?? '')
    await (text.trim() === '' ? openPicker(visit, body) : startTyped(visit, text))
  })

  bolt.shortcut(SHORTCUT.new_document, async ({ body, context, ack }) => {
    await ack()
    const arrived = body as InteractionBody
    await openPicker(await visitBy(deps, { body: arrived, context }), arrived)
  })
  bolt.shortcut(SHORTCUT.from_message, async ({ body, context, ack }) => {
    await ack()
    const arrived = body as InteractionBody
    await openPicker(await visitBy(deps, { body: arrived, context }), arrived, writtenText(arrived.message?.text ?? ''))
  })

  bolt.action(/^dg_/, async ({ body, context, ack, action }) => {
    await ack()
    const arrived = body as InteractionBody
    const visit = await visitBy(deps, { body: arrived, context })
    const done = action as SlackAction
    if (await authorClicked(visit, arrived, done)) return
    if (await clicked(visit, arrived, done)) return
    await homeClicked(visit, arrived, done)
  })

  bolt.options(/^dg_/, async ({ body, context, ack, options }) => {
    const visit = await visitBy(deps, { body: body as InteractionBody, context })
    await ack({ options: await suggest(visit, options) })
  })

  bolt.event('app_home_opened', async ({ event, body, context }) => {
    if (event.tab === 'home')
      await publishHome(await visitOf(deps, { body, context }, { team: body.team_id, user: event.user }))
  })

  const onView = <Metadata>(
    callback_id: string,
    sent: (visit: Visit, view: SlackView, metadata: Metadata) => Promise<Acknowledgement>,
  ): void => {
    bolt.view({ callback_id, type: 'view_submission' }, async ({ body, context, ack, view }) => {
      const arrived = { ...body, view } as InteractionBody
      const visit = await visitBy(deps, { body, context } as { body: InteractionBody; context: object })
      const answer = await sent(
        visit,
        arrived.view ?? {},
        JSON.parse(view.private_metadata === '' ? '{}' : view.private_metadata) as Metadata,
      )
      await (answer === undefined ? ack() : ack(answer))
    })
  }
  onView<FormMetadata>(CALLBACK.several, severalSent)
  onView<FormMetadata>(CALLBACK.edit, editSent)
  onView<FormMetadata>(CALLBACK.choose_edit, chooseEditSent)
  onView<FormMetadata>(CALLBACK.delegate, delegateSent)
  onView<FormMetadata>(CALLBACK.share, shareSent)
  onView<FormMetadata>(CALLBACK.cancel, cancelSent)
  onView<object>(CALLBACK.picker, pickerSent)
  onView<QuestionForm>(CALLBACK.question, questionSent)
  onView<{ file: string; at?: Visit['at'] }>(CALLBACK.name, nameSent)
}

async function cancelSent(visit: Visit, _: SlackView, { generation }: FormMetadata): Promise<Acknowledgement> {
  const seen = await see(visit, generation)
  if (seen?.shown !== undefined) await cancel(visit, seen)
  return { response_action: 'clear' }
}
