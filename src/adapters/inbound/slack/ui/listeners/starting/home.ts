/** The App Home and the picker: drafts, recent documents, templates with favourites and search. */
import type { View } from '@slack/types'
import { holds } from '../../../../../../domain/kernel/access.ts'
import { getTemplate } from '../../../../../../queries/template/get-template.ts'
import { ACTION } from '../../action-ids.ts'
import type { InteractionBody, SlackAction, SlackView } from '../../payloads.ts'
import { homeView, HOME_ROWS, type Home } from '../../views/app-home.ts'
import { wordsModal } from '../../views/conversation-modals.ts'
import {
  begunModal,
  begunMessage,
  PICKER_ROWS,
  pickerModal,
  templateOption,
  type ListedTemplate,
} from '../../views/starting.ts'
import { severalForm } from '../conversation-forms.ts'
import type { Acknowledgement } from '../form-submissions.ts'
import { draftsOf, recentOf, templatesOf, threadUrl, usedLately } from './lists.ts'
import { openForm, replaceForm } from '../modals.ts'
import { see } from '../questions.ts'
import { answerFromMessage, begin, beginCopy, startTyped } from './start.ts'
import { turnTo } from '../navigation.ts'
import { attempt, bestEffort, whisper, type Visit } from '../interaction.ts'

export async function publishHome(visit: Visit, search = ''): Promise<void> {
  const view = homeView(await home(visit, search), visit.texts)
  await bestEffort(visit, () => visit.client.views.publish({ user_id: visit.person.user, view }))
}

async function home(visit: Visit, search: string): Promise<Home> {
  const {
    deps,
    person: { caller, zone },
  } = visit
  const [drafts, recent, templates, favourites] = await Promise.all([
    draftsOf(visit, HOME_ROWS.drafts),
    recentOf(visit, HOME_ROWS.recent),
    templatesOf(visit, search),
    deps.favourites.of(caller.tenant, caller.actor),
  ])
  const liked = new Set(favourites)
  const marked = templates.all.map((template) => ({ ...template, favourite: liked.has(template.id) }))
  return {
    drafts,
    recent,
    total: templates.total,
    search,
    zone,
    is_author: holds(caller, 'author'),
    templates: [...marked.filter(({ favourite }) => favourite), ...marked.filter(({ favourite }) => !favourite)],
  }
}

/** Opens the picker. `from_message`: words for the first answer that takes them. */
export function openPicker(visit: Visit, body: InteractionBody, from_message = ''): Promise<void> {
  return openForm(
    visit,
    body,
    visit.texts.picker_title,
    () => picker(visit, from_message),
    () => startTyped(visit, 'list'),
  )
}

/** What private metadata (3,000 characters) takes with its JSON, where each sign is written as two. */
const MOST_WORDS = 1400

async function picker(visit: Visit, from_message: string): Promise<View> {
  const {
    deps,
    person: { caller },
    texts,
  } = visit
  const [{ all, total }, favourites, lately] = await Promise.all([
    templatesOf(visit),
    deps.favourites.of(caller.tenant, caller.actor),
    usedLately(visit),
  ])
  const view = pickerModal(
    {
      favourites: await named(visit, favourites, all),
      recent: await named(visit, lately, all),
      all,
      total,
      is_author: holds(caller, 'author'),
    },
    texts,
  )
  return from_message === ''
    ? view
    : {
        ...view,
        private_metadata: JSON.stringify({
          from_message: from_message
            .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
            .slice(0, MOST_WORDS)
            .toWellFormed(),
        }),
      }
}

/** Those of the templates that can be begun, in this order. */
async function named(
  { deps: { app }, person: { caller } }: Visit,
  ids: readonly string[],
  all: readonly ListedTemplate[],
): Promise<ListedTemplate[]> {
  const found = await Promise.all(
    ids.slice(0, 2 * PICKER_ROWS).map(async (id) => {
      const known = all.find((template) => template.id === id)
      if (known !== undefined) return known
      const template = await attempt(() => getTemplate(app, id, caller))
      return 'done' in template && template.done.state === 'published'
        ? { id, name: template.done.name, question_count: template.done.questions.length }
        : undefined
    }),
  )
  return found.filter((template) => template !== undefined).slice(0, PICKER_ROWS)
}

/** The suggestions of the picker's search. */
export async function suggestTemplates(visit: Visit, search: string): Promise<ReturnType<typeof templateOption>[]> {
  return (await templatesOf(visit, search.trim())).all.map(templateOption)
}

export async function pickerSent(visit: Visit, view: SlackView): Promise<Acknowledgement> {
  const values = view.state?.values?.['template']
  const id =
    values?.['dg_value']?.selected_option?.value ?? values?.[ACTION.pick_template]?.selected_option?.value ?? ''
  const shown = await started(visit, id, wordsIn(view))
  if (!visit.late) return { response_action: 'update', view: shown.view }
  await shown.tell()
  return undefined
}

const wordsIn = ({ private_metadata = '' }: SlackView): string => {
  if (private_metadata === '') return ''
  const metadata = JSON.parse(private_metadata) as { readonly from_message?: unknown }
  return typeof metadata.from_message === 'string' ? metadata.from_message : ''
}

async function started(
  visit: Visit,
  template_id: string,
  from_message: string,
): Promise<{ readonly view: View; tell(): Promise<void> }> {
  const {
    deps: { app },
    person: { caller },
    texts,
  } = visit
  const words = (sentence: string) => ({
    view: wordsModal(texts.picker_title, sentence, texts),
    tell: () => whisper(visit, sentence),
  })
  const template = await attempt(() => getTemplate(app, template_id, caller))
  if ('refused' in template) return words(texts.no_such_template({ name: template_id }))
  const answers = answerFromMessage(template.done, from_message)
  const begun = await begin(visit, template.done, answers)
  if (typeof begun === 'string') return words(begun)
  const notes = Object.keys(answers).length === 0 ? [] : [texts.from_message]
  return {
    view: begunModal(begun.generation, begun.template, begun.url, texts),
    tell: () => whisper(visit, begunMessage(begun.template, begun.url, notes, texts)),
  }
}

/** Clicks that are about no conversation's message. */
export async function homeClicked(visit: Visit, body: InteractionBody, action: SlackAction): Promise<void> {
  const value = (action as { readonly value?: string | null }).value ?? ''
  const inHome = body.view !== undefined && body.view.callback_id === ''
  switch (action.action_id) {
    case ACTION.new_document:
      return openPicker(visit, body)
    case ACTION.start: {
      const shown = await started(visit, value, body.view === undefined ? '' : wordsIn(body.view))
      if (body.view === undefined || inHome) await shown.tell()
      else await replaceForm(visit, body, shown.view)
      break
    }
    case ACTION.several: {
      const seen = await see(visit, value)
      const view = seen?.shown === undefined ? undefined : severalForm(seen.shown, undefined, visit.texts)
      return replaceForm(visit, body, view ?? wordsModal(visit.texts.several_title, visit.texts.gone, visit.texts))
    }
    case ACTION.favourite: {
      const { favourites } = visit.deps
      const { tenant, actor } = visit.person.caller
      await (value.startsWith('-')
        ? favourites.remove(tenant, actor, value.slice(1))
        : favourites.add(tenant, actor, value.slice(1)))
      break
    }
    case ACTION.go_on: {
      const seen = await see(visit, value)
      if (seen?.shown === undefined) return whisper(visit, visit.texts.not_yours)
      await turnTo(visit, seen, 'repeat', {})
      await whisper(
        visit,
        begunMessage(await templateName(visit, seen.state.template_id), await threadUrl(visit, value), [], visit.texts),
      )
      break
    }
    case ACTION.copy:
      await beginCopy(visit, value)
      break
    case ACTION.search:
      return publishHome(visit, value)
    // A link, which Slack opens by itself.
    case ACTION.open:
      return
  }
  if (inHome) await publishHome(visit)
}

async function templateName({ deps: { app }, person: { caller } }: Visit, id: string): Promise<string> {
  const template = await attempt(() => getTemplate(app, id, caller))
  return 'done' in template ? template.done.name : id
}
