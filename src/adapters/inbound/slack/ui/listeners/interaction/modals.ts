/**
 * Opens modals. A click expires after three seconds, so a loading modal opens at once and is filled when it is ready.
 */
import type { View } from '@slack/types'
import type { InteractionBody } from '../../payloads.ts'
import { loadingModal } from '../../views/modals/simple-modals.ts'
import { bestEffort, replyPrivately } from './reply.ts'
import { type Interaction } from './interaction.ts'

/**
 * Opens a modal, on top of the current one if there is one. `build` returns undefined when there is nothing to show.
 * `otherwise` runs when the click has expired: everything must be possible by typing, too.
 */
export async function openModal(
  interaction: Interaction,
  body: InteractionBody,
  title: string,
  build: () => Promise<View | undefined>,
  otherwise: () => Promise<void>,
): Promise<void> {
  const { client, texts } = interaction
  const { trigger_id } = body
  if (trigger_id === undefined) return otherwise()
  const open =
    body.view?.callback_id === undefined || body.view.callback_id === '' ? ('open' as const) : ('push' as const)
  const opened = await bestEffort(interaction, () =>
    client.views[open]({ trigger_id, view: loadingModal(title, texts) }),
  )
  const { id, hash } = opened?.view ?? {}
  if (id === undefined) return otherwise()
  const view = await build()
  const update = { view_id: id, ...(hash === undefined ? {} : { hash }) }
  await bestEffort(interaction, () =>
    client.views.update({
      ...update,
      view: view ?? {
        ...loadingModal(title, texts),
        blocks: [{ type: 'section', text: { type: 'plain_text', text: texts.gone, emoji: false } }],
      },
    }),
  )
}

/** Replaces the modal that was clicked in. */
export async function replaceModal(
  interaction: Interaction,
  { view }: InteractionBody,
  replacement: View,
): Promise<void> {
  const { id, hash } = view ?? {}
  if (id !== undefined)
    await bestEffort(interaction, () =>
      interaction.client.views.update({ view_id: id, ...(hash === undefined ? {} : { hash }), view: replacement }),
    )
}

/** Replies that the click has expired. */
export const replyTooLate = (interaction: Interaction) => (): Promise<void> =>
  replyPrivately(interaction, interaction.texts.too_late)
