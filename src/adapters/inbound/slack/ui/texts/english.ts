/** English, the complete catalogue. Other languages translate it key by key. */
import { conversationInEnglish } from './english-conversation.ts'
import { placesInEnglish } from './english-places.ts'
import { authoringInEnglish } from './english-authoring.ts'
import type { LanguageFormats } from './language-formats.ts'

/** All English texts. */
export const english = (formats: LanguageFormats) => ({
  ...conversationInEnglish(formats),
  ...placesInEnglish(formats),
  ...authoringInEnglish(formats),
})
/** The type of the complete catalogue. */
export type English = ReturnType<typeof english>

/** A translation may be partial. */
export type Translation = (formats: LanguageFormats) => Partial<English>
