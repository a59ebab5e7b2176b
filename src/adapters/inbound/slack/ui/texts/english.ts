/** English, the complete catalogue. Other languages translate it key by key. */
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

/** A translation may be partial. */
export type Translation = (speech: LanguageFormats) => Partial<English>
