/** A file that an author drops on the app becomes a template: read, its questions gone through, published. */
import { holds } from '../../../../../../domain/kernel/access.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { changeLifecycle } from '../../../../../../commands/template/change-lifecycle.ts'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { MAX_TEMPLATE_BYTES } from '../../../../../../commands/template/template-content.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { placeOf, type Mistake } from '../../../../../../rendering/template/mistake.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction, SlackFile } from '../../payloads.ts'
import {
  draftMessage,
  mistakesMessage,
  nameModal,
  nameTakenMessage,
  questionModal,
  questionsOf,
  type QuestionForm,
  type TemplateDraft,
} from '../../views/authoring.ts'
import { message, section, type Message } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { openForm, tooLate } from '../modals.ts'
import { attempt, bestEffort, commandOf, refusalWords, whisper, type Visit } from '../interaction.ts'

/** Whether a file looks like a template by its name. */
export const isTemplateFile = ({ name }: SlackFile): boolean =>
  /\.(?:docx|dotx|docm|doc|odt|md|markdown|txt)$/i.test(name ?? '')

export async function takeTemplateFile(visit: Visit, file: SlackFile, name?: string): Promise<void> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = visit
  const file_name = file.name ?? 'template'
  if (!holds(caller, 'author')) return whisper(visit, texts.authors_only)
  if (!isTemplateFile(file)) return whisper(visit, texts.not_a_template({ file: file_name }))
  if ((file.size ?? 0) > MAX_TEMPLATE_BYTES) return whisper(visit, texts.too_big({ file: file_name }))
  const bytes = await bytesOf(visit, file)
  if (bytes === undefined) return whisper(visit, texts.file_gone)
  const command = { file_name, bytes, draft: true, ...(name === undefined ? {} : { name }) }
  const registered = await attempt(() =>
    registerTemplate(app, command, commandOf(visit, 'register', [file.id ?? '', file_name, name ?? ''])),
  )
  if ('refused' in registered) return refusedFile(visit, file, registered.refused)
  await sendDraft(visit, registered.done.state.id ?? '')
}

async function refusedFile(visit: Visit, file: SlackFile, error: DomainError): Promise<void> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = visit
  const mistakes = error.details?.['mistakes']
  const file_name = file.name ?? 'template'
  if (Array.isArray(mistakes)) {
    return post(
      visit,
      mistakesMessage(
        file_name,
        (mistakes as Mistake[]).map((mistake) => ({
          place: placeOf(mistake),
          message: `${mistake.message} ${mistake.fix}`,
        })),
        texts,
      ),
    )
  }
  const taken = error.code === 'conflict' ? error.details?.['template_id'] : undefined
  if (typeof taken === 'string' && file.id !== undefined) {
    const template = await attempt(() => getTemplate(app, taken, caller))
    if ('done' in template)
      return post(visit, nameTakenMessage({ id: taken, name: template.done.name }, file.id, texts))
  }
  // What is wrong with a file is said in English wherever there is no translation: the author has to know it.
  await post(visit, message(error.message, [section(`:warning: ${escapeCut(error.message, 2500)}`)]))
}

async function bytesOf(
  visit: Visit,
  { url_private, url_private_download }: SlackFile,
): Promise<Uint8Array | undefined> {
  const url = url_private_download ?? url_private
  return url === undefined
    ? undefined
    : bestEffort(visit, () => visit.deps.downloadFile(visit.team, url, MAX_TEMPLATE_BYTES))
}

/** The file of an earlier message; a message of Slack's names it by its id. */
export async function fileOf(visit: Visit, id: string): Promise<SlackFile | undefined> {
  const found = await bestEffort(visit, () => visit.client.files.info({ file: id }))
  return found?.file
}

// ---- words back, in the thread of the file

async function post(visit: Visit, said: Message): Promise<void> {
  const { at, client, deps, team, person } = visit
  await bestEffort(visit, async () => {
    const channel = at?.channel ?? (await deps.dmOf(team, person.user))
    await client.chat.postMessage({ channel, ...(at === undefined ? {} : { thread_ts: at.thread_ts }), ...said })
  })
}

const draftOf = ({ id, name, version, published_version, state, questions, notes }: TemplateView): TemplateDraft => ({
  id,
  name,
  version,
  published: state === 'published' && published_version === version,
  questions,
  notes,
})

async function sendDraft(visit: Visit, id: string): Promise<void> {
  await post(visit, draftMessage(draftOf(await getTemplate(visit.deps.app, id, visit.person.caller)), visit.texts))
}

/** Brings a draft's message up to date. */
export async function showAgain(
  visit: Visit,
  id: string,
  at: { readonly channel: string; readonly ts: string } | undefined,
  part?: number,
): Promise<void> {
  const template = await attempt(() => getTemplate(visit.deps.app, id, visit.person.caller))
  if (at === undefined || 'refused' in template) return
  await bestEffort(visit, () =>
    visit.client.chat.update({
      channel: at.channel,
      ts: at.ts,
      ...draftMessage(draftOf(template.done), visit.texts, part),
    }),
  )
}

// ---- clicks

/** False for a click that is not about a template in the making. */
export async function authorClicked(visit: Visit, body: InteractionBody, action: SlackAction): Promise<boolean> {
  const value = (action as { readonly value?: string | null }).value ?? ''
  const [, id = ''] = action.block_id.split(' ')
  const isAuthoring = /^(?:tq|tpl|file) /.test(action.block_id)
  if (!isAuthoring || action.action_id === ACTION.start) return false
  if (!holds(visit.person.caller, 'author')) {
    await whisper(visit, visit.texts.authors_only)
    return true
  }
  switch (action.action_id) {
    case ACTION.question:
      await openQuestion(visit, body, id, Number(value), false)
      break
    case ACTION.all_questions:
      await openQuestion(visit, body, value, 0, true)
      break
    case ACTION.publish:
      await publish(visit, value)
      break
    case ACTION.revise:
      await revise(visit, value)
      break
    case ACTION.rename:
      await openForm(
        visit,
        body,
        visit.texts.name_title,
        async () => nameModal({ file: value, at: visit.at }, '', visit.texts),
        tooLate(visit),
      )
      break
    default: {
      const [template = '', part = '0'] = value.split(' ')
      if (action.action_id.startsWith(ACTION.page)) await showAgain(visit, template, visit.at, Number(part))
    }
  }
  return true
}

async function publish(visit: Visit, id: string): Promise<void> {
  const published = await attempt(() =>
    changeLifecycle(visit.deps.app, { id, change: 'publish' }, commandOf(visit, 'publish', [id])),
  )
  if ('refused' in published) return whisper(visit, refusalWords(published.refused, visit.texts))
  await showAgain(visit, id, visit.at)
  await post(
    visit,
    message(visit.texts.published({ name: published.done.state.name, id }), [
      section(`:tada: ${escapeCut(visit.texts.published({ name: published.done.state.name, id }), 900)}`),
    ]),
  )
}

async function revise(visit: Visit, value: string): Promise<void> {
  const {
    deps: { app },
    texts,
  } = visit
  const [id = '', file_id = ''] = value.split(' ')
  const file = await fileOf(visit, file_id)
  const bytes = file === undefined ? undefined : await bytesOf(visit, file)
  if (file === undefined || bytes === undefined) return whisper(visit, texts.file_gone)
  const revised = await attempt(() =>
    reviseTemplate(
      app,
      { id, file_name: file.name ?? 'template', bytes, draft: true },
      commandOf(visit, 'revise', [id, file_id]),
    ),
  )
  return 'refused' in revised ? refusedFile(visit, file, revised.refused) : sendDraft(visit, id)
}

async function openQuestion(
  visit: Visit,
  body: InteractionBody,
  id: string,
  at: number,
  through: boolean,
): Promise<void> {
  const build = async () => {
    const template = await getTemplate(visit.deps.app, id, visit.person.caller)
    return formFor(visit, template, { at, through, message: visit.at })
  }
  return openForm(visit, body, visit.texts.go_through, build, tooLate(visit))
}

/** The form for one question, or undefined when there is none at that number. */
export function formFor(
  { texts }: Visit,
  template: TemplateView,
  { at, through, message: shown }: Pick<QuestionForm, 'at' | 'through' | 'message'>,
) {
  const all = questionsOf(template.questions)
  const one = all[at]
  if (one === undefined) return undefined
  const where = shown === undefined ? {} : { message: { channel: shown.channel, ts: shown.ts } }
  return questionModal(
    one,
    all.length,
    { template: template.id, version: template.version, revision: template.revision, at, through, ...where },
    texts,
  )
}
