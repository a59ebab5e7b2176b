/** Decides on another locale for reading and showing answers, and on another language of the document. */
import { ok, type Result } from '../../kernel/errors.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpen } from '../open-generation.ts'

/** What is left out stays. */
export interface LanguageCommand {
  readonly locale?: string | undefined
  readonly document_language?: string | undefined
}

/** Changes them in an open conversation; a no-op where both are so already. Answers that were given stay. */
export function changeLanguage(command: LanguageCommand, state: Generation): Result<GenerationEvent[]> {
  const open = requireOpen(state)
  if (!open.ok) return open
  // Forms send both: what stays as it is was not chosen.
  const locale = command.locale === state.locale ? undefined : command.locale
  const document_language =
    command.document_language === state.document_language ? undefined : command.document_language
  if (locale === undefined && document_language === undefined) return ok([])
  return ok([
    {
      type: 'LanguageChanged',
      data: {
        ...(locale === undefined ? {} : { locale }),
        ...(document_language === undefined ? {} : { document_language }),
        ...channelFlag(state),
      },
    },
  ])
}
