/** Submitting “Ask someone else” and “Make it and share it”. */
import { delegateQuestion } from '../../../../../../commands/generation/delegate-question.ts'
import { handOver } from '../../../../../../commands/generation/handing/hand-over.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { channelRef } from '../../../message-ref.ts'
import type { SlackView } from '../../payloads.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { confirmReview } from '../navigation/confirm-review.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { type Interaction } from '../interaction/interaction.ts'
import {
  type SubmissionResponse,
  CLEAR,
  problemAt,
  respondWithProblems,
  respondWithText,
} from './submission-response.ts'

/** Delegates the question to the chosen colleague. */
export async function onDelegateSubmitted(
  interaction: Interaction,
  view: SlackView,
  { generation: id, names = [] }: FormMetadata,
): Promise<SubmissionResponse> {
  const { deps, team, texts, person } = interaction
  const values = view.state?.values ?? {}
  const user = values['who']?.['dg_value']?.selected_user ?? ''
  const note = values['note']?.['dg_value']?.value?.trim() ?? ''
  const email = values['email']?.['dg_value']?.value?.trim() ?? ''
  const [name] = names
  const access = await openConversation(interaction, id)
  if (access?.full === undefined || name === undefined)
    return respondWithText(interaction, texts.delegate_title, texts.not_yours)
  if ((user === '') === (email === ''))
    return respondWithProblems(interaction, access, view, [problemAt('who', texts.delegate_one_of_two)])
  if (email !== '') return mailQuestion(interaction, access, view, { id, question: name, email, note })
  const colleague = await deps.personFor(team, user)
  // Bots and guests of other companies have no role here.
  if (colleague.caller.roles.length === 0 || colleague.caller.tenant !== person.caller.tenant)
    return respondWithProblems(interaction, access, view, [problemAt('who', texts.delegate_cannot)])
  const request = commandRequestOf(interaction, 'delegate', [id, name, colleague.caller.actor])
  const sent = await tryCommand(() =>
    delegateQuestion(deps.app, { id, name, to: colleague.caller.actor, ...(note === '' ? {} : { note }) }, request),
  )
  return 'done' in sent
    ? CLEAR
    : respondWithProblems(interaction, access, view, [problemAt('who', refusalText(sent.refused, texts))])
}

/** Asks whoever has the address: they get a link to the question, in the console. */
async function mailQuestion(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  { id, question, email, note }: { id: string; question: string; email: string; note: string },
): Promise<SubmissionResponse> {
  const { deps, texts } = interaction
  const { app, console_url } = deps
  if (app.mail === undefined || console_url === undefined)
    return respondWithProblems(interaction, access, view, [problemAt('email', texts.delegate_cannot)])
  const request = commandRequestOf(interaction, 'hand_over', [id, question, email])
  const sent = await tryCommand(() => handOver(app, { id, question, email, note }, request, console_url))
  return 'done' in sent
    ? CLEAR
    : respondWithProblems(interaction, access, view, [problemAt('email', refusalText(sent.refused, texts))])
}

/** Whether a question can go to an e-mail address: there is mail, and a console for its link. */
export const sendsMail = ({ app, console_url }: Pick<Interaction['deps'], 'app' | 'console_url'>): boolean =>
  app.mail !== undefined && console_url !== undefined

/** Confirms the review and shares the document in the chosen channel. */
export async function onShareSubmitted(
  interaction: Interaction,
  view: SlackView,
  { generation, revision, shown_under }: FormMetadata,
): Promise<SubmissionResponse> {
  const { texts, team } = interaction
  const channel = view.state?.values?.['where']?.['dg_value']?.selected_conversation ?? ''
  const access = await openConversation(interaction, generation)
  if (access?.full === undefined || !/^[A-Z0-9]{1,40}$/.test(channel))
    return respondWithText(interaction, texts.share_title, texts.not_yours)
  const refused = await confirmReview(
    interaction,
    access,
    { revision: revision ?? undefined, shown_under },
    channelRef({ team, channel }),
  )
  return refused === undefined ? CLEAR : respondWithText(interaction, texts.share_title, refusalText(refused, texts))
}
