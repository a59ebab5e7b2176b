/** Changes the locale that a conversation is read in, and the language of its document. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { changeLanguage as decide } from '../../domain/generation/decisions/change-language.ts'
import { checkLanguage } from '../../domain/template/language.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export interface ChangeLanguage {
  readonly id: string
  /** BCP 47: how answers are read and shown from here on. */
  readonly locale?: string | undefined
  /** BCP 47: how the document prints. */
  readonly document_language?: string | undefined
}

/** Throws `Refused`: `unprocessable` for a language that is not known, or where neither is given. */
export async function changeLanguage(
  deps: CommandDeps,
  { id, locale, document_language }: ChangeLanguage,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  if (locale === undefined && document_language === undefined)
    unwrap(fail('unprocessable', 'Say which language: locale, document_language, or both.', { field: 'locale' }))
  const checked = (tag: string | undefined, field: string) =>
    tag === undefined ? undefined : unwrap(checkLanguage(tag, field))
  const command = {
    locale: checked(locale, 'locale'),
    document_language: checked(document_language, 'document_language'),
  }
  return transactGeneration(deps, id, request, ({ state }) => decide(command, state))
}
