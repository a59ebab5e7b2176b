/** The form that edits one question of a template. */
import { countText } from '../../../../../../../domain/kernel/count-text.ts'
import { html } from 'hono/html'
import { ANSWER_KINDS } from '../../../../../../../answers/answer-kinds.ts'
import {
  formatsOf,
  hasChoices,
  kindsWithLimit,
  LIMIT_NAMES,
  rulesOf,
} from '../../../../../../../domain/questions/kind-rules.ts'
import { type Kind, KINDS } from '../../../../../../../domain/questions/question.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import type { QuestionTexts } from '../../../forms/question-texts.ts'
import type { TriedAnswer } from '../../../../../../../queries/template/try-answer.ts'
import { questionAt, type QuestionPath } from '../../../forms/question-path.ts'
import { csrfField } from '../layout.ts'
import { domId, pathFields, templateHref, versionField } from './question-names.ts'
import { kindsByFormats, LIMIT_LABELS, FORMAT_LABELS } from './question-form-labels.ts'

/** The question that is being edited. */
export interface EditedQuestion {
  readonly path: QuestionPath
  readonly texts: QuestionTexts
  readonly problem?: string | undefined
  /** The property the problem is about. */
  readonly field?: string | undefined
  /** Of the template, as it was when the form was filled in; undefined: as it is now. */
  readonly revision?: string | undefined
  /** An answer that was tried on the question as it is stored. */
  readonly tried?: { readonly answer: string; readonly result: TriedAnswer } | undefined
  /** What somebody else made of it meanwhile. */
  readonly theirs?: readonly (readonly [property: string, value: string])[] | undefined
}

export function questionEditForm(
  session: ConsoleSession,
  template: TemplateView,
  { path, texts, problem, field, revision, theirs }: EditedQuestion,
): Html {
  const id = domId(path)
  const question = questionAt(template.questions, path)
  const invalidAttributes = (name: string) =>
    field === name ? html` aria-invalid="true" aria-describedby="${id}-problem"` : ''
  const kindsAttribute = (kinds: readonly Kind[]) => html` data-kinds="${kinds.join(' ')}"`
  return html`<form method="post" action="/templates/${template.id}/questions" class="edit-question"
  data-draft="${id}" novalidate>
${csrfField(session)}${versionField(template)}${pathFields(path)}<input type="hidden" name="if_revision" value="${
    revision ?? template.revision
  }">
<p class="meta"><code>${path.join(' › ')}</code></p>
${
  theirs === undefined
    ? ''
    : html`<div class="conflict" role="alert">
        <p><strong>Somebody else has changed this question.</strong> It is now:</p>
        <dl class="item">
          ${theirs.map(
            ([property, value]) =>
              html`<div>
                <dt>${property}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
        <p>
          Below is yours. Save it to replace theirs, or
          <a href="${templateHref(template)}" data-discard="${id}">keep theirs</a>.
        </p>
      </div>`
}
${problem === undefined ? '' : html`<p class="alert" role="alert" id="${id}-problem">${problem}</p>`}
<div class="fields">
<label class="wide">Label<input name="label" id="${id}-label" value="${texts.label}" autofocus${invalidAttributes(
    'label',
  )}></label>
<label>Kind<select name="kind" data-kind${invalidAttributes('kind')}>${KINDS.map(
    (kind) =>
      html`<option value="${kind}" ${kind === texts.kind ? html` selected` : ''}>${ANSWER_KINDS[kind].name}</option>`,
  )}</select></label>
<label${kindsAttribute(
    KINDS.filter((kind) => rulesOf(kind).default !== undefined),
  )}>Default<input name="default" value="${texts.default}"${invalidAttributes('default')}></label>
<label class="wide">Help<textarea name="help" rows="2"${invalidAttributes('help')}>${texts.help}</textarea></label>
<label class="wide"${kindsAttribute(
    KINDS.filter(hasChoices),
  )}>Choices, one on each line (<code>value = label</code> where they differ)<textarea
  name="choices" rows="5"${invalidAttributes('choices')}>${texts.choices}</textarea></label>
${LIMIT_NAMES.map(
  (name) =>
    html`<label${kindsAttribute(
      kindsWithLimit(name),
    )}>${LIMIT_LABELS[name]}<input name="${name}" value="${texts.limits[name]}" autocomplete="off"${invalidAttributes(
      `limits.${name}`,
    )}></label>`,
)}
<label${kindsAttribute(
    KINDS.filter((kind) => formatsOf(kind).length > 0),
  )}>Printed as<select name="format"${invalidAttributes('format')}><option value="">as usual</option>
${kindsByFormats().map(
  ([kinds, formats]) =>
    html`<optgroup label="${kinds.map((kind) => ANSWER_KINDS[kind].name).join(', ')}">
      ${formats.map(
        (format) =>
          html`<option
            value="${format}"
            ${format === texts.format && kinds.includes(texts.kind) ? html` selected` : ''}
          >
            ${FORMAT_LABELS[format] ?? countText(Number(format), 'decimal')}
          </option>`,
      )}
    </optgroup>`,
)}</select></label>
<label class="option wide"><input type="checkbox" name="required" value="1"${
    texts.required ? html` checked` : ''
  }> <span>Has to be answered</span></label>
<label class="option wide"><input type="checkbox" name="personal" value="1"${
    texts.personal ? html` checked` : ''
  }> <span>Is about a person</span></label>
${
  question?.guessed !== true
    ? ''
    : html`<label class="option wide"
        ><input type="checkbox" name="guessed" value="1" ${texts.guessed ? html` checked` : ''} />
        <span>The kind is only a guess: take other words, too, after asking once more</span></label
      >`
}
</div>
<div class="actions"><button class="primary">Save</button><a
  class="button quiet" href="${templateHref(template)}#${id}" data-discard="${id}">Leave it as it was</a></div>
</form>`
}
