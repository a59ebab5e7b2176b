/** German. DocGen says in English what is missing here. */
import type { Translation } from './english.ts'
import { authoringInGerman } from './german-authoring.ts'
import { conversationInGerman } from './german-conversation.ts'
import { placesInGerman } from './german-places.ts'

/** All German texts. */
export const german: Translation = (formats) => ({
  ...conversationInGerman(formats),
  ...placesInGerman(formats),
  ...authoringInGerman(formats),
})
