/**
 * Beginning a document: what was written behind `/docgen` is filled in as far as it is understood, and what is not is
 * said.
 */
import { readAnswer } from '../../../../../../answers/read.ts'
import { createdId } from '../../../../../../commands/command-metadata.ts'
import { copyGeneration } from '../../../../../../commands/generation/copy-generation.ts'
import { requestGeneration } from '../../../../../../commands/generation/request-generation.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { channelRef } from '../../../message-ref.ts'
import { findCandidates, matchNamed, findNearest } from '../../match-names.ts'
import { parseSlashCommand, type TypedAnswer } from '../../slash-command.ts'
import { startedMessage, invitationMessage, helpMessage, unknownTemplateMessage } from '../../views/starting.ts'
import { cut } from '../../views/elements/text.ts'
import { holds } from '../../../../../../domain/kernel/access.ts'
import { sendDrafts, sendTemplates, listPublishedTemplates, threadUrl } from './lists.ts'
import {
  tryCommand,
  commandRequestOf,
  directMessageChannel,
  refusalText,
  replyEphemeral,
  type Interaction,
} from '../interaction.ts'

export interface StartedConversation {
  readonly generation: string
  readonly template: string
  /** Where the person goes on: the direct messages with the app. */
  readonly url: string
}

/** Begins a conversation in the person's direct messages with the app. */
export async function startConversation(
  interaction: Interaction,
  template: Pick<TemplateView, 'id' | 'name'>,
  answers: Readonly<Record<string, unknown>>,
): Promise<StartedConversation | string> {
  const {
    deps: { app },
    person: { locale, zone },
  } = interaction
  const at = await channelFor(interaction)
  if (at === undefined) return interaction.texts.refused
  const { place, url } = at
  const request = commandRequestOf(interaction, 'begin', [template.id, answers])
  const begun = await tryCommand(() =>
    requestGeneration(app, { id: createdId(request), template_id: template.id, answers, locale, zone, place }, request),
  )
  return 'done' in begun
    ? { generation: begun.done.id, template: template.name, url }
    : refusalText(begun.refused, interaction.texts)
}

/** Begins another one like an earlier one. */
export async function startCopy(interaction: Interaction, source_id: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = interaction
  const at = await channelFor(interaction)
  if (at === undefined) return replyEphemeral(interaction, texts.refused)
  const { place, url } = at
  const request = commandRequestOf(interaction, 'copy', [source_id])
  const begun = await tryCommand(() => copyGeneration(app, { id: createdId(request), source_id, place }, request))
  if ('refused' in begun) return replyEphemeral(interaction, refusalText(begun.refused, texts))
  const template = await tryCommand(() => getTemplate(app, begun.done.state.template_id, interaction.person.caller))
  const { id, state } = begun.done
  const notes = state.not_carried.map(({ label, rows, reason }) =>
    texts.not_carried({ label: cut(label, 80), rows, reason }),
  )
  await replyEphemeral(
    interaction,
    startedMessage(
      'done' in template ? template.done.name : state.template_id,
      (await threadUrl(interaction, id)) ?? url,
      notes,
      texts,
    ),
  )
}

async function channelFor(
  interaction: Interaction,
): Promise<{ readonly place: string; readonly url: string } | undefined> {
  const { team } = interaction
  const channel = await directMessageChannel(interaction)
  return channel === undefined
    ? undefined
    : { place: channelRef({ team, channel }), url: `https://slack.com/app_redirect?team=${team}&channel=${channel}` }
}

/** What was written behind `/docgen`, or to the app in a channel where no picker can be opened. */
export async function runSlashCommand(interaction: Interaction, text: string): Promise<void> {
  const command = parseSlashCommand(text)
  switch (command.kind) {
    case 'picker':
      return replyEphemeral(interaction, invitationMessage(interaction.texts.picker_intro, interaction.texts))
    case 'help':
      return replyEphemeral(interaction, helpMessage(holds(interaction.person.caller, 'author'), interaction.texts))
    case 'list':
      return sendTemplates(interaction)
    case 'drafts':
      return sendDrafts(interaction)
    case 'start': {
      const template = await findTemplate(interaction, command.template)
      if (template === undefined) return
      const filled = matchAnswers(interaction, template, command.given)
      const begun = await startConversation(interaction, template, filled.answers)
      if (typeof begun === 'string') return replyEphemeral(interaction, begun)
      const unread =
        command.unread.length === 0 ? [] : [interaction.texts.not_read({ words: cut(command.unread.join(' '), 120) })]
      const count = Object.keys(filled.answers).length
      const understood = count === 0 ? [] : [interaction.texts.understood({ count })]
      await replyEphemeral(
        interaction,
        startedMessage(begun.template, begun.url, [...understood, ...filled.notes, ...unread], interaction.texts),
      )
    }
  }
}

/** The template by its id or name; undefined, and told with the nearest ones, where there is none. */
async function findTemplate(interaction: Interaction, written: string): Promise<TemplateView | undefined> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = interaction
  const exact = /^[a-z0-9-]{1,60}$/.test(written.toLowerCase())
    ? await tryCommand(() => getTemplate(app, written.toLowerCase(), caller))
    : undefined
  if (exact !== undefined && 'done' in exact && exact.done.state === 'published') return exact.done
  const { all } = await listPublishedTemplates(interaction)
  const found = await listPublishedTemplates(interaction, written)
  const near = findNearest([...new Map([...found.all, ...all].map((one) => [one.id, one])).values()], written)
  const match = matchNamed(
    near.map(({ id, name }) => ({ name: id, label: name })),
    written,
  )
  const one = match !== 'none' && 'one' in match ? match.one.name : undefined
  const named = one === undefined ? undefined : await tryCommand(() => getTemplate(app, one, caller))
  if (named !== undefined && 'done' in named) return named.done
  await replyEphemeral(interaction, unknownTemplateMessage(cut(written, 80), near, texts))
  return undefined
}

interface MatchedAnswers {
  readonly answers: Readonly<Record<string, unknown>>
  /** What was not understood, in sentences. */
  readonly notes: readonly string[]
}

function matchAnswers(
  { deps: { app }, person: { locale, zone }, texts }: Interaction,
  { questions }: TemplateView,
  given: readonly TypedAnswer[],
): MatchedAnswers {
  const answers: Record<string, unknown> = {}
  const notes: string[] = []
  for (const { name, value } of given) {
    const said = { name: cut(name, 60), value: cut(value, 60) }
    const context = { now: app.clock.now(), zone, locale }
    const match = matchNamed(questions, name)
    const readable =
      match !== 'none' && 'one' in match && readAnswer(match.one, value, context).ok
        ? [match.one]
        : findCandidates(questions, name).filter((question) => readAnswer(question, value, context).ok)
    const [question, ...others] = readable
    const read = question === undefined || others.length > 0 ? undefined : readAnswer(question, value, context)
    if (question !== undefined && read?.ok === true) answers[question.name] = read.value
    else if (match === 'none') notes.push(texts.no_such_question(said))
    else if ('several' in match || others.length > 0) {
      const labels = ('several' in match ? match.several : readable)
        .slice(0, 4)
        .map(({ label }) => `“${cut(label, 40)}”`)
      notes.push(texts.ambiguous_question({ name: said.name, labels: texts.list(labels) }))
    } else {
      const refused = readAnswer(match.one, value, context)
      notes.push(texts.not_filled({ ...said, problem: refused.ok ? '' : refused.error.message }))
    }
  }
  return { answers, notes }
}

/** The words of a message as the first answer that takes them. */
export function prefillFromMessage({ questions }: TemplateView, text: string): Readonly<Record<string, unknown>> {
  const always = questions.filter(({ when }) => when.length === 0)
  const question =
    always.find(({ kind }) => kind === 'long_text') ??
    always.find(
      ({ kind, limits }) => kind === 'text' && text.length <= (limits?.max_length ?? 200) && !text.includes('\n'),
    )
  return question === undefined || text.trim() === '' ? {} : { [question.name]: text }
}
