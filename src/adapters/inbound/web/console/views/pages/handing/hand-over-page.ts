/** The page where a question, or the rest of a conversation, is handed to somebody else. */
import { html } from 'hono/html'
import { MAX_NOTE_LENGTH } from '../../../../../../../domain/account/mailed-note.ts'
import type { GenerationView } from '../../../../../../../queries/generation/generation-view.ts'
import type { HandOverView } from '../../../../../../../queries/generation/handing/list-hand-overs.ts'
import type { Colleague } from '../../../../../../../queries/people/find-colleagues.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { handOverRows } from '../../parts/conversation/hand-over-rows.ts'
import { csrfField, page } from '../../parts/layout.ts'

/** What was typed, and what is wrong with it. */
export interface TypedHandOver {
  readonly part: 'question' | 'rest'
  readonly who: string
  readonly note: string
  readonly problem?: string | undefined
  /** Those of whom one has to be chosen. */
  readonly choices?: readonly Colleague[] | undefined
}

export interface HandOverPageModel {
  readonly session: ConsoleSession
  readonly generation: Pick<GenerationView, 'id' | 'template_name' | 'progress'>
  /** The question that may be handed over; undefined where only the rest may. */
  readonly question: { readonly name: string; readonly label: string } | undefined
  readonly handed: readonly HandOverView[]
  /** Whether mail is sent, so that an address can be written. */
  readonly mails: boolean
  readonly typed: TypedHandOver
}

export const handOverHref = (id: string, question?: string): string =>
  `/generations/${id}/hand-over${question === undefined ? '' : `?question=${encodeURIComponent(question)}`}`

export function handOverPage(model: HandOverPageModel): Html {
  const { session, generation, handed, typed } = model
  return page(
    { title: 'Ask somebody else', session, place: '/' },
    html`<header class="page-head">
        <div>
          <p class="crumb"><a href="/generations/${generation.id}#now">${generation.template_name}</a></p>
          <h1>Ask somebody else</h1>
        </div>
      </header>
      <form method="post" action="${handOverHref(generation.id)}" class="card stack" id="hand-over">
        ${csrfField(session)} <input type="hidden" name="once" value="${crypto.randomUUID()}" />
        ${typed.problem === undefined ? '' : html`<p class="alert" role="alert" id="problem">${typed.problem}</p>`}
        ${partInputs(model)} ${whoInput(model)}
        <label
          >Message <span class="hint">optional; without web addresses</span
          ><textarea name="note" rows="3" maxlength="${MAX_NOTE_LENGTH}">${typed.note}</textarea>
        </label>
        <div class="actions">
          <button class="primary">Ask them</button>
          <a class="button quiet" href="/generations/${generation.id}#now">Back</a>
        </div>
      </form>
      ${
        handed.length === 0
          ? ''
          : html`<section aria-labelledby="handed-title">
              <h2 id="handed-title">With others</h2>
              ${handOverRows(session, generation.id, handed)}
            </section>`
      }`,
  )
}

function partInputs({ question, typed, generation }: HandOverPageModel): Html {
  const rest = html`<label class="option"
    ><input
      type="radio"
      name="part"
      value="rest"
      ${typed.part === 'rest' || question === undefined ? html` checked` : ''}
    />
    <span
      >Everything that is left
      <span class="hint"
        >${generation.progress.open === 1 ? '1 question' : `${String(generation.progress.open)} questions`} or so. They
        see and may change all answers; only you make the document and get it.</span
      ></span
    ></label
  >`
  return html`<fieldset>
    <legend>What they are asked for</legend>
    <div class="choices">
      ${
        question === undefined
          ? ''
          : html`<input type="hidden" name="question" value="${question.name}" /><label class="option"
                ><input type="radio" name="part" value="question" ${typed.part === 'question' ? html` checked` : ''} />
                <span
                  >“${question.label}”
                  <span class="hint"
                    >They see this question, what the document is called, and your message; nothing else.</span
                  ></span
                ></label
              >`
      }
      ${rest}
    </div>
  </fieldset>`
}

/** A field with suggestions; without a script, names are looked up when the form is sent. */
function whoInput({ typed, mails, generation }: HandOverPageModel): Html {
  const { choices = [], who } = typed
  const label = mails ? 'Colleague or e-mail address' : 'Colleague'
  return html`<label
      >${label}
      <span class="hint"
        >${mails ? 'Somebody without an account gets a link by mail.' : 'They find it on their start page.'}</span
      ><input
        name="who"
        value="${who}"
        list="colleagues-offered"
        autocomplete="off"
        spellcheck="false"
        required
        maxlength="254"
        hx-get="/colleagues"
        hx-trigger="input changed delay:300ms"
        hx-target="#colleagues-offered"
        hx-swap="innerHTML"
        ${typed.problem === undefined ? '' : html` aria-describedby="problem"`}
        ${choices.length === 0 ? html` autofocus` : ''}
    /></label>
    <datalist id="colleagues-offered" data-generation="${generation.id}"></datalist>
    ${
      choices.length === 0
        ? ''
        : html`<fieldset>
            <legend>Who is meant</legend>
            <div class="choices">
              ${choices.map(
                ({ id, name, hint, kind }) =>
                  html`<label class="option"
                    ><input type="radio" name="to" value="${id}" />
                    <span>${name} <span class="hint">${hint ?? (kind === 'key' ? 'a program' : '')}</span></span></label
                  >`,
              )}
            </div>
          </fieldset>`
    }`
}

/** What the field offers while a name is typed. */
export const colleagueOptions = (colleagues: readonly Colleague[]): Html =>
  html`${colleagues.map(({ name, hint }) => html`<option value="${name}" label="${hint ?? name}"></option>`)}`
