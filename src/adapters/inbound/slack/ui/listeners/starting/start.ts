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
import { placeRef } from '../../../message-ref.ts'
import { candidates, matchNamed, nearest } from '../../match-names.ts'
import { parseSlashCommand, type Given } from '../../slash-command.ts'
import { begunMessage, beginMessage, helpMessage, unknownTemplateMessage } from '../../views/starting.ts'
import { cut } from '../../views/elements/text.ts'
import { holds } from '../../../../../../domain/kernel/access.ts'
import { sendDrafts, sendTemplates, templatesOf, threadUrl } from './lists.ts'
import { attempt, commandOf, ownChannel, refusalWords, whisper, type Visit } from '../interaction.ts'

export interface Begun {
  readonly generation: string
  readonly template: string
  /** Where the person goes on: the direct messages with the app. */
  readonly url: string
}

/** Begins a conversation in the person's direct messages with the app. */
export async function begin(
  visit: Visit,
  template: Pick<TemplateView, 'id' | 'name'>,
  answers: Readonly<Record<string, unknown>>,
): Promise<Begun | string> {
  const {
    deps: { app },
    person: { locale, zone },
  } = visit
  const at = await placeFor(visit)
  if (at === undefined) return visit.texts.refused
  const { place, url } = at
  const request = commandOf(visit, 'begin', [template.id, answers])
  const begun = await attempt(() =>
    requestGeneration(app, { id: createdId(request), template_id: template.id, answers, locale, zone, place }, request),
  )
  return 'done' in begun
    ? { generation: begun.done.id, template: template.name, url }
    : refusalWords(begun.refused, visit.texts)
}

/** Begins another one like an earlier one. */
export async function beginCopy(visit: Visit, source_id: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = visit
  const at = await placeFor(visit)
  if (at === undefined) return whisper(visit, texts.refused)
  const { place, url } = at
  const request = commandOf(visit, 'copy', [source_id])
  const begun = await attempt(() => copyGeneration(app, { id: createdId(request), source_id, place }, request))
  if ('refused' in begun) return whisper(visit, refusalWords(begun.refused, texts))
  const template = await attempt(() => getTemplate(app, begun.done.state.template_id, visit.person.caller))
  const { id, state } = begun.done
  const notes = state.not_carried.map(({ label, rows, reason }) =>
    texts.not_carried({ label: cut(label, 80), rows, reason }),
  )
  await whisper(
    visit,
    begunMessage(
      'done' in template ? template.done.name : state.template_id,
      (await threadUrl(visit, id)) ?? url,
      notes,
      texts,
    ),
  )
}

async function placeFor(visit: Visit): Promise<{ readonly place: string; readonly url: string } | undefined> {
  const { team } = visit
  const channel = await ownChannel(visit)
  return channel === undefined
    ? undefined
    : { place: placeRef({ team, channel }), url: `https://slack.com/app_redirect?team=${team}&channel=${channel}` }
}

/** What was written behind `/docgen`, or to the app in a channel where no picker can be opened. */
export async function startTyped(visit: Visit, text: string): Promise<void> {
  const command = parseSlashCommand(text)
  switch (command.kind) {
    case 'picker':
      return whisper(visit, beginMessage(visit.texts.picker_intro, visit.texts))
    case 'help':
      return whisper(visit, helpMessage(holds(visit.person.caller, 'author'), visit.texts))
    case 'list':
      return sendTemplates(visit)
    case 'drafts':
      return sendDrafts(visit)
    case 'start': {
      const template = await templateNamed(visit, command.template)
      if (template === undefined) return
      const filled = fill(visit, template, command.given)
      const begun = await begin(visit, template, filled.answers)
      if (typeof begun === 'string') return whisper(visit, begun)
      const unread =
        command.unread.length === 0 ? [] : [visit.texts.not_read({ words: cut(command.unread.join(' '), 120) })]
      const count = Object.keys(filled.answers).length
      const understood = count === 0 ? [] : [visit.texts.understood({ count })]
      await whisper(
        visit,
        begunMessage(begun.template, begun.url, [...understood, ...filled.notes, ...unread], visit.texts),
      )
    }
  }
}

/** The template by its id or name; undefined, and told with the nearest ones, where there is none. */
async function templateNamed(visit: Visit, written: string): Promise<TemplateView | undefined> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = visit
  const exact = /^[a-z0-9-]{1,60}$/.test(written.toLowerCase())
    ? await attempt(() => getTemplate(app, written.toLowerCase(), caller))
    : undefined
  if (exact !== undefined && 'done' in exact && exact.done.state === 'published') return exact.done
  const { all } = await templatesOf(visit)
  const found = await templatesOf(visit, written)
  const near = nearest([...new Map([...found.all, ...all].map((one) => [one.id, one])).values()], written)
  const match = matchNamed(
    near.map(({ id, name }) => ({ name: id, label: name })),
    written,
  )
  const one = match !== 'none' && 'one' in match ? match.one.name : undefined
  const named = one === undefined ? undefined : await attempt(() => getTemplate(app, one, caller))
  if (named !== undefined && 'done' in named) return named.done
  await whisper(visit, unknownTemplateMessage(cut(written, 80), near, texts))
  return undefined
}

interface Filled {
  readonly answers: Readonly<Record<string, unknown>>
  /** What was not understood, in sentences. */
  readonly notes: readonly string[]
}

function fill(
  { deps: { app }, person: { locale, zone }, texts }: Visit,
  { questions }: TemplateView,
  given: readonly Given[],
): Filled {
  const answers: Record<string, unknown> = {}
  const notes: string[] = []
  for (const { name, value } of given) {
    const said = { name: cut(name, 60), value: cut(value, 60) }
    const context = { now: app.clock.now(), zone, locale }
    const match = matchNamed(questions, name)
    const readable =
      match !== 'none' && 'one' in match && readAnswer(match.one, value, context).ok
        ? [match.one]
        : candidates(questions, name).filter((question) => readAnswer(question, value, context).ok)
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
export function answerFromMessage({ questions }: TemplateView, text: string): Readonly<Record<string, unknown>> {
  const always = questions.filter(({ when }) => when.length === 0)
  const question =
    always.find(({ kind }) => kind === 'long_text') ??
    always.find(
      ({ kind, limits }) => kind === 'text' && text.length <= (limits?.max_length ?? 200) && !text.includes('\n'),
    )
  return question === undefined || text.trim() === '' ? {} : { [question.name]: text }
}
