/** The overflow menu of a question. */
import type { OverflowChoice } from '../../action-ids.ts'
import { cancelModal } from '../../views/modals/simple-modals.ts'
import { openAnswerChoice, openDelegateForm } from '../forms/open-forms.ts'
import { openModal } from '../interaction/modals.ts'
import { confirmCancel } from '../navigation/cancel-conversation.ts'
import { askAgain } from '../navigation/ask-again.ts'
import type { Click } from './click.ts'

/** Runs the choice of the overflow menu. */
export async function onOverflowMenu(
  { interaction, body, access, address, shown_under }: Click,
  chosen: OverflowChoice | undefined,
): Promise<void> {
  const prompt = { name: address === '' ? undefined : address, shown_under }
  switch (chosen) {
    case 'edit':
      return openAnswerChoice(interaction, body, access, shown_under)
    case 'delegate':
      return openDelegateForm(interaction, body, access, address, shown_under)
    case 'repeat':
    case 'help':
      return askAgain(interaction, access, chosen, prompt)
    case 'cancel':
      return openModal(
        interaction,
        body,
        interaction.texts.cancel,
        async () => cancelModal(access.generation, interaction.texts),
        () => confirmCancel(interaction, access),
      )
  }
}
