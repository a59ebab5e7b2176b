/**
 * The form that answers one question, whether it is asked now or its answer is being changed; with what went wrong at
 * the field.
 */
import { html } from 'hono/html'
import { formatDecimal } from '../../../../../../answers/parsing/locale.ts'
import type { QuestionView } from '../../../../../../queries/generation/present-generation.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { answerInput, hasOwnButtons } from './answer-input.ts'
import { csrfField } from './layout.ts'

/** Both answers, when somebody else was faster. */
export interface AnswerConflictModel {
  readonly theirs: string
  readonly mine: string
  readonly by: string
  /** Fields to send once more to have one's own way. */
  readonly again: readonly (readonly [name: string, value: string])[]
}

export interface QuestionFormModel {
  readonly generation: string
  /** Where the form goes; left out: to the conversation. */
  readonly action?: string | undefined
  readonly locale: string
  readonly question: QuestionView
  readonly typed: readonly string[]
  readonly problem?: string | undefined
  readonly conflict?: AnswerConflictModel | undefined
  /** Changing an earlier answer, not the question that is due. */
  readonly editing: boolean
  readonly focus: boolean
  /** The address of the answer given before this question. */
  readonly back?: string | undefined
}

/** An id for the elements of a question; addresses may hold anything. */
export const elementId = (address: string): string => `q-${encodeURIComponent(address).replaceAll(/[%.]/g, '_')}`

export const editHref = (generation: string, address: string): string =>
  `/generations/${generation}?edit=${encodeURIComponent(address)}#${elementId(address)}`

export function questionForm(session: ConsoleSession, asked: QuestionFormModel): Html {
  const { question, generation, editing, conflict } = asked
  if (conflict !== undefined) return conflictCard(session, asked, conflict)
  const id = elementId(question.name)
  return html`<form
    method="post"
    action="${asked.action ?? `/generations/${generation}/answers`}"
    class="ask-form"
    novalidate
    data-draft="${question.name}"
    ${question.kind === 'image' ? html` enctype="multipart/form-data"` : ''}
  >
    ${csrfField(session)}<input type="hidden" name="name" value="${question.name}" /><input
      type="hidden"
      name="replaces"
      value="${question.revision ?? ''}"
    />
    ${editing ? html`<input type="hidden" name="editing" value="1" />` : ''}
    ${question.kind === 'list' ? listBody(asked, id) : answerBody(asked, id)}
  </form>`
}

function answerBody(asked: QuestionFormModel, id: string): Html {
  const { question, problem, typed, focus, editing, generation, back } = asked
  return html`${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
    ${answerInput({ question, typed, id, described: `${id}-hint${problem === undefined ? '' : ` ${id}-problem`}`, invalid: problem !== undefined, focus })}
    <p class="hint" id="${id}-hint">${hintText(question, asked.locale)}</p>
    <div class="actions">
      ${hasOwnButtons(question) ? '' : html`<button class="primary" name="do" value="answer">${editing ? 'Save' : 'Answer'}</button>`}
      ${question.default === undefined ? '' : html`<button class="choice" name="do" value="default">Use “${defaultText(question, asked.locale)}”</button>`}
      ${question.required ? '' : html`<button name="do" value="skip">${editing ? 'Leave it out' : 'Skip'}</button>`}
      ${
        editing
          ? html`<a class="button quiet" href="/generations/${generation}" data-discard="${question.name}"
              >Keep it as it was</a
            >`
          : back === undefined
            ? ''
            : html`<a class="button quiet" href="${editHref(generation, back)}">Back</a>`
      }
    </div>`
}

function listBody(asked: QuestionFormModel, id: string): Html {
  const { question, problem, focus, typed, back, generation, editing } = asked
  const count = question.items ?? 0
  const fields = question.fields ?? []
  const plain = fields.length === 1 && fields[0]?.name === '.'
  return html`${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
    <input type="hidden" name="once" value="${crypto.randomUUID()}" />
    <p class="hint" id="${id}-hint">
      ${count === 0 ? 'One after the other, or all at once from a table.' : html`${String(count)} ${count === 1 ? 'item' : 'items'} so far.`}
    </p>
    <div class="actions" id="${id}">
      <button class="primary" name="do" value="add" ${focus ? html`autofocus` : ''}>
        ${count === 0 ? 'Add the first one' : 'Add another'}
      </button>
      <button class="choice" name="do" value="close">${count === 0 ? 'There are none' : 'That’s all'}</button>
      ${
        editing
          ? html`<a class="button quiet" href="/generations/${generation}">Keep it as it was</a>`
          : back === undefined
            ? ''
            : html`<a class="button quiet" href="${editHref(generation, back)}">Back</a>`
      }
    </div>
    <details class="paste" ${typed.length > 0 ? html` open` : ''}>
      <summary>Paste a table${count === 0 ? '' : ' instead of these'}</summary>
      <label for="${id}-rows"
        >${plain ? 'One on each line' : html`A row on each line: ${fields.map(({ label }) => label).join(' · ')}. Copied from a spreadsheet, or with ; or | between.`}</label
      >
      <textarea id="${id}-rows" name="rows" rows="4">${typed[0] ?? ''}</textarea>
      <div class="actions"><button name="do" value="paste">Take these rows</button></div>
    </details>`
}

/** What would be accepted, by example and limits. */
function hintText({ kind, example, limits, required }: QuestionView, locale: string): string {
  const parts: string[] = []
  if (!['yes_no', 'one_of', 'some_of', 'image', 'list'].includes(kind) && example !== '')
    parts.push(`For example: ${example}`)
  if (kind === 'date') parts.push('“tomorrow” or “in two weeks” will do, too')
  if (kind === 'some_of')
    parts.push(limits?.min_items === undefined ? 'Choose any number' : `Choose at least ${String(limits.min_items)}`)
  if (kind === 'image') parts.push('A PNG or JPEG picture')
  const shown = (limit: string) => (kind === 'date' ? limit : formatDecimal(limit, locale))
  if (limits?.min !== undefined) parts.push(`${kind === 'date' ? 'from' : 'at least'} ${shown(limits.min)}`)
  if (limits?.max !== undefined) parts.push(`${kind === 'date' ? 'until' : 'at most'} ${shown(limits.max)}`)
  if (limits?.max_length !== undefined) parts.push(`at most ${String(limits.max_length)} characters`)
  if (!required) parts.push('may be skipped')
  return parts.length === 0 ? '' : `${parts.join(' · ')}.`
}

function defaultText({ default: value, choices = [] }: QuestionView, locale: string): string {
  const label = (one: string) => choices.find((choice) => choice.value === one)?.label ?? one
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'string' ? label(value) : new Intl.ListFormat(locale).format((value ?? []).map(label))
}

function conflictCard(
  session: ConsoleSession,
  { generation, question }: QuestionFormModel,
  { theirs, mine, by, again }: AnswerConflictModel,
): Html {
  return html`<div class="conflict" role="alert" id="${elementId(question.name)}">
    <p><strong>This was answered ${by} while you were writing.</strong> Which answer shall stand?</p>
    <div class="versus">
      <div>
        <p class="hint">There now</p>
        <p class="value">${theirs || '(left out)'}</p>
        <a class="button" href="/generations/${generation}" data-discard="${question.name}">Keep this one</a>
      </div>
      <div>
        <p class="hint">Yours</p>
        <p class="value">${mine || '(left out)'}</p>
        <form method="post" action="/generations/${generation}/answers" data-discard="${question.name}">
          ${csrfField(session)}
          <input
            type="hidden"
            name="replaces"
            value="${question.revision ?? ''}"
          />${again.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <button class="primary" autofocus>Use mine</button>
        </form>
      </div>
    </div>
  </div>`
}
