/** The App Home: drafts to resume, recent documents to copy, and templates with favourites and search. */
import type { HomeView, KnownBlock } from '@slack/types'
import { ACTION } from '../action-ids.ts'
import { MAX_PLACEHOLDER, MAX_VIEW_BLOCKS } from '../limits.ts'
import type { Texts } from '../texts/texts.ts'
import { actions, context, divider, header, section } from './elements/blocks.ts'
import { button } from './elements/button.ts'
import { input } from './elements/modal.ts'
import { noTemplates, type FirstTemplate } from './starting/no-templates.ts'
import type { TemplateRow } from './starting/template-row.ts'
import { bold, escapeCut, link, oneLine, plainText } from './elements/text.ts'

/** A conversation as a row. */
export interface HomeConversation {
  readonly id: string
  readonly template_name: string
  readonly state: 'asking' | 'reviewing' | 'confirmed' | 'rendered' | 'delivered' | 'failed' | 'cancelled' | 'expired'
  readonly at: string
  /** The link to its thread; undefined for one outside of Slack. */
  readonly url: string | undefined
  /** Whether it is held in Slack, where it can be resumed. */
  readonly in_slack: boolean
}

/** The content of the App Home. */
export interface AppHome {
  readonly drafts: readonly HomeConversation[]
  readonly recent: readonly HomeConversation[]
  readonly templates: readonly (TemplateRow & { readonly favourite: boolean })[]
  readonly total: number
  readonly search: string
  readonly zone: string
  /** What is said where there is no template at all. */
  readonly first: FirstTemplate | undefined
}

/** The most rows of each section. */
export const HOME_ROWS = { drafts: 10, recent: 10, templates: 20 } as const

/** The App Home of somebody who may not ask for documents. */
export const closedHome = (texts: Texts): HomeView => ({
  type: 'home',
  blocks: [section(escapeCut(texts.members_only, 600))],
})

/** The App Home as a view. */
export function homeView(home: AppHome, texts: Texts): HomeView {
  const blocks: KnownBlock[] = [
    section(escapeCut(texts.hello, 300)),
    actions('start', [button(ACTION.new_document, texts.new_document, { style: 'primary' })]),
    header(texts.drafts),
    ...(home.drafts.length === 0
      ? [context(escapeCut(texts.drafts_none, 300))]
      : home.drafts.slice(0, HOME_ROWS.drafts).flatMap((draft) => draftRow(draft, home.zone, texts))),
    divider,
    header(texts.recent),
    ...(home.recent.length === 0
      ? [context(escapeCut(texts.recent_none, 300))]
      : home.recent.slice(0, HOME_ROWS.recent).map((one) => recentRow(one, home.zone, texts))),
    divider,
    header(texts.templates),
    ...templatesPart(home, texts),
  ]
  return { type: 'home', blocks: blocks.slice(0, MAX_VIEW_BLOCKS) }
}

function draftRow(
  { id, template_name, state, at, url, in_slack }: HomeConversation,
  zone: string,
  texts: Texts,
): KnownBlock[] {
  const resume = in_slack
    ? { accessory: button(ACTION.resume, texts.resume, { value: id, spoken: `${texts.resume}: ${template_name}` }) }
    : {}
  const about = `${texts.state(state)}, ${texts.begun_at({ at: texts.time(at, zone) })}`
  return [
    section([title(template_name, url), escapeCut(about, 300)].join('\n'), { block_id: `draft ${id}`, ...resume }),
  ]
}

function recentRow({ id, template_name, state, at, url }: HomeConversation, zone: string, texts: Texts): KnownBlock {
  const about =
    state === 'delivered' || state === 'rendered'
      ? texts.made_at({ at: texts.time(at, zone) })
      : `${texts.state(state)}, ${texts.time(at, zone)}`
  return section([title(template_name, url), escapeCut(about, 300)].join('\n'), {
    block_id: `recent ${id}`,
    accessory: button(ACTION.copy, texts.make_another, {
      value: id,
      spoken: `${texts.make_another}: ${template_name}`,
    }),
  })
}

const title = (name: string, url: string | undefined): string => (url === undefined ? bold(name) : link(url, name))

function templatesPart({ templates, total, search, first }: AppHome, texts: Texts): KnownBlock[] {
  if (first !== undefined) return noTemplates(first, texts)
  const shown = templates.slice(0, HOME_ROWS.templates)
  const field = {
    type: 'plain_text_input' as const,
    action_id: ACTION.search,
    placeholder: plainText(texts.picker_placeholder, MAX_PLACEHOLDER),
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed' as const] },
    ...(search === '' ? {} : { initial_value: search.slice(0, 200) }),
  }
  return [
    input('search', texts.search, field, { dispatch: true }),
    ...(shown.length === 0 ? [context(escapeCut(texts.templates_none_found({ search: oneLine(search) }), 300))] : []),
    ...shown.flatMap((template) => templateRow(template, texts)),
    ...(total > shown.length ? [context(escapeCut(texts.more_in_picker({ count: total - shown.length }), 200))] : []),
  ]
}

function templateRow(
  { id, name, question_count, favourite }: AppHome['templates'][number],
  texts: Texts,
): KnownBlock[] {
  return [
    section(`${bold(name)}  ${escapeCut(texts.questions({ count: question_count }), 100)}`),
    actions(`template ${id}`, [
      button(ACTION.start, texts.start, { value: id, spoken: `${texts.start}: ${name}` }),
      button(ACTION.favourite, favourite ? `★ ${texts.favourite}` : `☆ ${texts.favourite}`, {
        value: `${favourite ? '-' : '+'}${id}`,
        spoken: `${favourite ? texts.favourite_remove : texts.favourite_add}: ${name}`,
      }),
    ]),
  ]
}
