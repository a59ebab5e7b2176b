/** The first template of a workspace: who can make it, and an example by one click. */
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import { personRoles } from '../../../../../../domain/account/person-roles.ts'
import { latestVersion } from '../../../../../../domain/template/template.ts'
import { SAMPLES } from '../../../../../../rendering/samples/samples.ts'
import { CALLBACK } from '../../action-ids.ts'
import type { InteractionBody } from '../../payloads.ts'
import { message } from '../../views/elements/message.ts'
import { modal } from '../../views/elements/modal.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { sampleAdded, type FirstTemplate } from '../../views/starting/no-templates.ts'
import { replaceModal } from '../interaction/modals.ts'
import { commandRequestOf, refusalText, tryCommand } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** So many people are looked through for authors, and so many of these are named. */
const MAX_PEOPLE = 500
const MAX_AUTHORS = 5

/** What is said to this person where there is no template. */
export async function firstTemplateFor({ deps: { app }, person: { caller } }: Interaction): Promise<FirstTemplate> {
  const [sample] = SAMPLES
  if (hasRole(caller, 'author') && sample !== undefined) return { may_author: true, sample }
  const people = await app.people.list(caller.tenant, '', MAX_PEOPLE)
  const authors = people.filter((person) => hasRole({ roles: personRoles(person) }, 'author'))
  return { may_author: false, authors: authors.slice(0, MAX_AUTHORS).map(({ name }) => name) }
}

/** Adds an example and offers to start it, in the modal that was clicked in or as a reply. */
export async function addSample(interaction: Interaction, body: InteractionBody, name: string): Promise<void> {
  const { deps, texts } = interaction
  const inModal = body.view?.callback_id !== undefined && body.view.callback_id !== ''
  const say = (sentence: string): Promise<void> =>
    inModal
      ? replaceModal(interaction, body, textModal(texts.picker_title, sentence, texts))
      : replyPrivately(interaction, sentence)
  const sample = SAMPLES.find((one) => one.name === name)
  if (sample === undefined) return say(texts.refused)
  const bytes = await sample.build()
  const { title, file_name, refinements } = sample
  const added = await tryCommand(() =>
    registerTemplate(
      deps.app,
      { name: title, file_name, bytes, refinements, draft: false },
      commandRequestOf(interaction, 'sample', [name]),
    ),
  )
  if ('refused' in added) return say(refusalText(added.refused, texts))
  const { id = '' } = added.done.state
  const question_count = latestVersion(added.done.state)?.questions.length ?? 0
  const blocks = sampleAdded({ id, name: title, question_count }, texts)
  return inModal
    ? replaceModal(
        interaction,
        body,
        modal({ callback_id: CALLBACK.picker, title: texts.picker_title, blocks, close: texts.close }),
      )
    : replyPrivately(interaction, message(texts.sample_added({ title }), blocks))
}
