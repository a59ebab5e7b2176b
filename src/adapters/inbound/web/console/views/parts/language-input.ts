/** The fields and lines about languages: of a template's documents, and of a conversation. */
import { html } from 'hono/html'
import { languageName } from '../../../../../../domain/template/language.ts'
import type { GenerationView } from '../../../../../../queries/generation/generation-view.ts'
import { OFFERED_LANGUAGES } from '../../../../../../queries/template/offered-languages.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { csrfField } from './layout.ts'

/** A field for a language tag, with languages to pick from. */
export const languageInput = (
  name: string,
  label: string,
  value: string,
  placeholder = 'like de-DE',
  id = name,
): Html =>
  html`<label
      >${label}<input
        name="${name}"
        value="${value}"
        placeholder="${placeholder}"
        maxlength="35"
        list="${id}-offered"
        autocomplete="off"
        spellcheck="false"
    /></label>
    <datalist id="${id}-offered">
      ${OFFERED_LANGUAGES.map((tag) => html`<option value="${tag}">${languageName(tag)}</option>`)}
    </datalist>`

/** In which language a template's documents are, who says so, and the form that changes it. */
export function templateLanguage(session: ConsoleSession, template: TemplateView): Html {
  const { id, language, language_from, revision } = template
  const said =
    language === null
      ? 'Documents are in the language of the service, else of whoever asks for them.'
      : `Documents are in ${languageName(language)}${language_from === 'file' ? ', as the file says' : ''}.`
  return html`<details id="language">
    <summary>${said}</summary>
    <form method="post" action="/templates/${id}/language" class="card stack">
      ${csrfField(session)}<input type="hidden" name="if_revision" value="${revision}" />
      ${languageInput('language', 'Language of the documents', language_from === 'author' ? (language ?? '') : '')}
      <p class="hint">
        Dates, numbers, yes and no print in it, whoever answers. Left empty, what the file says. Conversations that have
        begun keep theirs.
      </p>
      <div class="actions"><button class="primary">Set the language</button></div>
    </form>
  </details>`
}

/** The languages of an open conversation, and the form that changes them. */
export function conversationLanguages(session: ConsoleSession, generation: GenerationView): Html {
  const { id, locale, document_language } = generation
  return html`<details id="language">
    <summary>You write in ${languageName(locale)}, the document is in ${languageName(document_language)}</summary>
    <form method="post" action="/generations/${id}/language" class="card stack">
      ${csrfField(session)} ${languageInput('locale', 'You write in', locale)}
      ${languageInput('document_language', 'The document is in', document_language)}
      <p class="hint">
        Answers that were given stay as they are; what you write from here on is read in your language.
      </p>
      <div class="actions"><button class="primary">Change</button></div>
    </form>
  </details>`
}
