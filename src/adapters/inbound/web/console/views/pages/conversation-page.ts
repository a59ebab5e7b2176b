/** The conversation: what was asked and answered, the one question now, the review, and the document at the end. */
import { html } from 'hono/html'
import { isErased } from '../../../../../../domain/questions/answer.ts'
import { holds } from '../../../../../../domain/kernel/access.ts'
import { nameNotCarried } from '../../../../../../queries/generation/not-carried.ts'
import type {
  AnswerView,
  GenerationView,
  QuestionView,
} from '../../../../../../queries/generation/present-generation.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, page, csrfField } from '../parts/layout.ts'
import { documentCard } from '../parts/document-card.ts'
import { editHref, elementId, questionForm, type AnswerConflictModel } from '../parts/question-form.ts'

/** What stands in the form of one question: when it was refused, or while its answer is changed. */
export interface OpenForm {
  readonly question: QuestionView
  readonly typed: readonly string[]
  readonly problem?: string | undefined
  readonly conflict?: AnswerConflictModel | undefined
}

export interface ConversationPageModel {
  readonly session: ConsoleSession
  readonly generation: GenerationView
  /** Of colleagues. */
  readonly names: ReadonlyMap<string, string>
  /** The form of the question that is due, as it was sent and refused, or with the answer that is there already. */
  readonly refused?: OpenForm | undefined
  /** The earlier answer that is being changed. */
  readonly editing?: OpenForm | undefined
  /** A problem of no one question. */
  readonly problem?: string | undefined
  readonly focus: boolean
}

export function conversationPage(conversation: ConversationPageModel): Html {
  const { session, generation } = conversation
  const { id, template_name, state } = generation
  const open = state === 'asking' || state === 'reviewing'
  return page(
    { title: template_name, session, place: '/' },
    html`<header class="page-head">
        <div>
          <p class="crumb"><a href="/">Home</a></p>
          <h1>${template_name}</h1>
        </div>
        <div class="page-actions">
          <a class="button quiet" href="/generations/${id}/timeline">Timeline</a>
          ${open ? buttonForm(session, `/generations/${id}/cancel`, 'Cancel', { look: 'quiet cancel', confirm: 'Cancel this conversation? Its answers stay in the record, but no document is made.' }) : ''}
        </div>
      </header>
      <div hx-boost:inherited='target:"#talk", select:"#talk", swap:"outerHTML show:none"'>
        ${conversationBody(conversation)}
      </div>
      <p id="announce" class="hidden" aria-live="polite"></p>
      <div id="live" hx-sse:connect="/generations/${id}/live"></div>
      <div
        id="refresh"
        hx-get="/generations/${id}"
        hx-trigger="changed from:#live"
        hx-target="#talk"
        hx-select="#talk"
        hx-swap="outerHTML"
        hx-sync="this:replace"
      ></div>`,
  )
}

function conversationBody(conversation: ConversationPageModel): Html {
  const { generation, problem } = conversation
  return html`<div id="talk" data-revision="${generation.revision}" data-state="${generation.state}">
    ${generation.state === 'asking' ? progressBar(generation) : ''}
    ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
    ${generation.state === 'asking' || generation.state === 'reviewing' ? notCarriedNotes(generation) : ''}
    ${generation.state === 'asking' ? html`${answerHistory(conversation)}${delegationList(conversation)}${currentQuestion(conversation)}` : ''}
    ${generation.state === 'reviewing' ? reviewSection(conversation) : ''}
    ${generation.state === 'asking' || generation.state === 'reviewing' ? '' : endSection(conversation)}
  </div>`
}

/** More are no help any more. */
const MAX_NOT_CARRIED = 50

/** What the conversation that this one was made from had, and this one has not. */
function notCarriedNotes({ not_carried }: GenerationView): Html {
  if (not_carried.length === 0) return html``
  return html`<aside class="notes" id="not-carried" aria-label="Not carried over">
    <h2>Not carried over</h2>
    <ul>
      ${not_carried.slice(0, MAX_NOT_CARRIED).map((one) => html`<li><strong>${nameNotCarried(one)}</strong>: ${one.why}</li>`)}
    </ul>
    ${not_carried.length > MAX_NOT_CARRIED ? html`<p>… and ${not_carried.length - MAX_NOT_CARRIED} more.</p>` : ''}
  </aside>`
}

function progressBar({ progress: { answered, open } }: GenerationView): Html {
  return html`<div class="progress">
    <progress max="${answered + open}" value="${answered}" aria-label="Progress"></progress>
    <span
      >${answered === 0 ? 'The first question' : `${String(answered)} answered`} ·
      ${open === 1 ? 'the last one' : `about ${String(open)} to go`}</span
    >
  </div>`
}

function currentQuestion(conversation: ConversationPageModel): Html {
  const { session, generation, refused, editing, focus } = conversation
  const question = generation.question
  if (question === null) return html``
  const where = isListInProgress(question) ? question.label : itemTitle(generation, question)
  if (editing !== undefined) {
    return html`<section id="now" class="bubble ask waiting">
      <p class="hint">Next, when this is changed:</p>
      <p>${question.label}</p>
    </section>`
  }
  const back = Object.values(generation.answers)
    .filter(({ name, kind }) => name !== question.name && kind !== 'list')
    .reduce<AnswerView | undefined>(
      (latest, answer) => (latest === undefined || answer.revision >= latest.revision ? answer : latest),
      undefined,
    )
  return html`<section
    id="now"
    class="bubble ask current"
    aria-labelledby="${elementId(question.name)}-label"
    data-question="${question.label}"
  >
    ${where === undefined ? '' : html`<p class="hint">${where}</p>`}
    ${question.waits_for === undefined ? '' : html`<p class="hint">All else is answered. You can also answer this yourself:</p>`}
    <h2 id="${elementId(question.name)}-label">${isListInProgress(question) ? 'Another one?' : question.label}</h2>
    ${question.help === undefined ? '' : html`<p class="help">${question.help}</p>`}
    ${questionForm(session, {
      generation: generation.id,
      locale: generation.locale,
      question: refused?.question ?? question,
      typed: refused?.typed ?? [],
      problem: refused?.problem,
      conflict: refused?.conflict,
      editing: false,
      focus,
      back: back?.name,
    })}
    <p class="elsewhere" role="status" hidden>
      The conversation went on in another window. What you typed is still here: send it to compare, or
      <a href="/generations/${generation.id}" data-discard="${question.name}">go on without it</a>.
    </p>
  </section>`
}

/** What colleagues were asked, and taking it back. */
function delegationList({ session, generation, names }: ConversationPageModel): Html {
  if (generation.delegations.length === 0) return html``
  return html`<ul class="rows" id="handed-over" aria-label="With colleagues">
    ${generation.delegations.map(
      ({ name, label, to }) =>
        html`<li class="with-action">
          <span>Waiting for ${names.get(to) ?? 'a colleague'}: <strong>${label}</strong></span>
          ${buttonForm(session, `/generations/${generation.id}/questions/withdraw`, html`Take it back<span class="hidden"> “${label}”</span>`, { fields: { name } })}
        </li>`,
    )}
  </ul>`
}

/** Whose item a question is about: “Items · 2”. */
function itemTitle(
  generation: GenerationView,
  { list, ordinal }: Pick<QuestionView, 'list' | 'ordinal'>,
): string | undefined {
  return list === undefined ? undefined : `${generation.answers[list]?.label ?? list} · no. ${String(ordinal)}`
}

const isListInProgress = ({ kind, items = 0 }: QuestionView): boolean => kind === 'list' && items > 0

// ---- what was said

/** Answers in order, those of one list item together. */
function groupByItem(generation: GenerationView): AnswerView[][] {
  const groups: AnswerView[][] = []
  for (const answer of Object.values(generation.answers)) {
    const last = groups.at(-1)
    const before = last?.[0]
    if (
      last !== undefined &&
      answer.item !== undefined &&
      before?.list === answer.list &&
      before?.item === answer.item &&
      answer.kind !== 'list'
    )
      last.push(answer)
    else groups.push([answer])
  }
  return groups
}

function answerHistory(conversation: ConversationPageModel): Html {
  const { generation } = conversation
  const groups = groupByItem(generation).filter(
    ([first]) => first?.name !== generation.question?.name || (first?.item !== undefined && first.kind !== 'list'),
  )
  return html`<ol class="chat" id="history" aria-label="So far">
    ${groups.map((group) => historyEntry(conversation, group))}
  </ol>`
}

function historyEntry(conversation: ConversationPageModel, group: readonly AnswerView[]): Html {
  const [first] = group
  if (first === undefined) return html``
  const { generation, editing } = conversation
  const inItem = first.item !== undefined
  return html`<li>
    <div class="bubble ask">${inItem ? itemTitle(generation, first) : first.label}</div>
    ${
      !inItem && editing?.question.name === first.name
        ? html`<div class="bubble say editing">${editForm(conversation, editing)}</div>`
        : html`<div class="bubble say">
            ${
              inItem
                ? html`<dl class="item">
                      ${group.map(
                        (answer) =>
                          html`<div>
                            <dt>${answer.label}</dt>
                            <dd>
                              ${editing?.question.name === answer.name ? editForm(conversation, editing) : answerWithLink(generation, answer)}
                            </dd>
                          </div>`,
                      )}
                    </dl>
                    ${removeButton(conversation, first)}`
                : answerWithLink(generation, first)
            }
          </div>`
    }
  </li>`
}

const answerWithLink = (generation: GenerationView, answer: AnswerView): Html =>
  html`<span class="said">${answerText(answer)}</span> ${carriedTag(answer)}${changeLink(generation, answer)}`

function answerText(answer: AnswerView): Html | string {
  if (isErased(answer.value)) return html`<em>erased</em>`
  return answer.skipped && answer.kind !== 'list' ? html`<em>skipped</em>` : answer.shown
}

const carriedTag = ({ carried }: AnswerView): Html =>
  carried
    ? html`<span class="tag" title="Given earlier, and used again without being asked: worth a second look."
        >carried over</span
      > `
    : html``

const changeLink = (generation: GenerationView, { name, label, kind }: AnswerView): Html =>
  html`<a class="change" id="${elementId(name)}-change" href="${editHref(generation.id, name)}"
    >${kind === 'list' ? 'Add or replace' : 'Change'}<span class="hidden"> ${label}</span></a
  >`

function editForm(
  { session, generation }: ConversationPageModel,
  { question, typed, problem, conflict }: OpenForm,
): Html {
  return html`<p
      class="${generation.state === 'reviewing' ? 'hidden' : 'edit-label'}"
      id="${elementId(question.name)}-label"
    >
      ${question.label}
    </p>
    ${questionForm(session, { generation: generation.id, locale: generation.locale, question, typed, problem, conflict, editing: true, focus: true })}`
}

function removeButton({ session, generation }: ConversationPageModel, { list, item, ordinal }: AnswerView): Html {
  if (list === undefined || item === undefined) return html``
  return html`<form method="post" action="/generations/${generation.id}/items/remove">
    ${csrfField(session)}<input type="hidden" name="name" value="${list}" />
    <input type="hidden" name="item" value="${item}" /><button class="link">
      Remove<span class="hidden"> ${itemTitle(generation, { list, ordinal })}</span>
    </button>
  </form>`
}

// ---- review and end

function reviewSection(conversation: ConversationPageModel): Html {
  const { session, generation, focus, editing } = conversation
  const count = Object.keys(generation.answers).length
  return html`<section id="now" class="review" aria-labelledby="review-title" data-question="Look it over">
    <h2 id="review-title" tabindex="-1" ${focus && editing === undefined ? html` autofocus` : ''}>Look it over</h2>
    <p>
      ${count === 0 ? 'This template asks nothing.' : 'Everything is answered. Change what is not right, then make the document.'}
    </p>
    ${answerTable(conversation, true)}
    <form method="post" action="/generations/${generation.id}/confirm" class="actions">
      ${csrfField(session)} <input type="hidden" name="revision" value="${generation.revision}" /><button
        class="primary big"
      >
        Make the document
      </button>
    </form>
  </section>`
}

function answerTable(conversation: ConversationPageModel, editable: boolean): Html {
  const { generation, editing } = conversation
  const row = (answer: AnswerView): Html =>
    html`<div class="row">
      <dt>${answer.label}</dt>
      <dd>
        ${
          editing?.question.name === answer.name
            ? editForm(conversation, editing)
            : html`<span class="said">${answerText(answer)}</span>
                ${carriedTag(answer)}${editable ? changeLink(generation, answer) : ''}`
        }
      </dd>
    </div>`
  return html`<dl class="answers">
    ${groupByItem(generation).map((group) => {
      const [first] = group
      if (first?.item === undefined) return group.map(row)
      return html`<div class="row item-head">
          <dt>${itemTitle(generation, first)}</dt>
          <dd>${editable ? removeButton(conversation, first) : ''}</dd>
        </div>
        ${group.map(row)}`
    })}
  </dl>`
}

function endSection(conversation: ConversationPageModel): Html {
  const { session, generation, focus } = conversation
  return html`<section id="now" class="end">
    ${documentCard(session, generation, { focus, mayRetry: holds(session.caller, 'admin') })}
    ${
      Object.keys(generation.answers).length === 0
        ? ''
        : html`<details class="answers-given">
            <summary>The answers</summary>
            ${answerTable(conversation, false)}
          </details>`
    }
  </section>`
}
