/**
 * English, the complete catalogue: plain, friendly sentences. Every message has its name here; other languages
 * translate by it.
 */
import { conversationInEnglish } from './english-conversation.ts'
import { placesInEnglish } from './english-places.ts'
import { authoringInEnglish } from './english-authoring.ts'
import type { LanguageFormats } from './speech.ts'

export const english = (speech: LanguageFormats) => ({
  ...conversationInEnglish(speech),
  ...placesInEnglish(speech),
  ...authoringInEnglish(speech),
})
export type English = ReturnType<typeof english>

/** A language other than English says what it has. */
export type Translation = (speech: LanguageFormats) => Partial<English>
