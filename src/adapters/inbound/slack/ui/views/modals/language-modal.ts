/** The forms that choose languages: of a conversation, and of a template's documents. */
import type { ModalView, PlainTextOption, StaticSelect } from '@slack/types'
import { languageName } from '../../../../../../domain/template/language.ts'
import type { GenerationView } from '../../../../../../queries/generation/generation-view.ts'
import { OFFERED_LANGUAGES } from '../../../../../../queries/template/offered-languages.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { ACTION, CALLBACK } from '../../action-ids.ts'
import type { MessageLocation } from '../../payloads.ts'
import type { Texts } from '../../texts/texts.ts'
import { input, modal } from '../elements/modal.ts'
import { option } from '../elements/option.ts'
import type { FormMetadata } from './form-metadata.ts'

/** The private metadata of the form for a template. */
export interface TemplateLanguageForm {
  readonly template: string
  readonly revision: number
  /** The draft's message. */
  readonly at?: MessageLocation | undefined
}

/** The value that leaves the language to the file. */
export const AS_THE_FILE_SAYS = 'file'

/** The form that changes how a conversation is read, and the language of its document. */
export const languageModal = (
  { id, locale, document_language }: Pick<GenerationView, 'id' | 'locale' | 'document_language'>,
  texts: Texts,
): ModalView =>
  modal({
    callback_id: CALLBACK.language,
    title: texts.language_title,
    blocks: [
      input('document', texts.language_document, languageSelect(document_language, texts)),
      input('reading', texts.language_reading, languageSelect(locale, texts), { hint: texts.language_reading_hint }),
    ],
    submit: texts.save,
    close: texts.never_mind,
    metadata: { generation: id } satisfies FormMetadata,
  })

/** The form that sets the language of a template's documents. */
export function templateLanguageModal(
  { id, language, language_from, revision }: TemplateView,
  at: MessageLocation | undefined,
  texts: Texts,
): ModalView {
  const file = option(texts.language_file, AS_THE_FILE_SAYS)
  const said = language_from === 'author' && language !== null ? language : AS_THE_FILE_SAYS
  return modal({
    callback_id: CALLBACK.template_language,
    title: texts.language_title,
    blocks: [input('document', texts.language_documents, languageSelect(said, texts, [file]))],
    submit: texts.save,
    close: texts.never_mind,
    metadata: { template: id, revision, at } satisfies TemplateLanguageForm,
  })
}

/** A select of languages by their names; the chosen one is among them. */
function languageSelect(chosen: string, texts: Texts, first: readonly PlainTextOption[] = []): StaticSelect {
  const named = [...new Set([...(first.length === 0 ? [chosen] : []), ...OFFERED_LANGUAGES, chosen])]
    .filter((tag) => !first.some(({ value }) => value === tag))
    .map((tag) => option(languageName(tag, texts.locale), tag))
    .toSorted((one, other) => one.text.text.localeCompare(other.text.text, texts.locale))
  const options = [...first, ...named]
  const initial = options.find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    action_id: ACTION.value,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  }
}
