/** What listeners need besides the transport's services. */
import type { Favourites } from '../../../../ports/slack/favourites.ts'
import type { SlackServices } from '../slack-services.ts'

/** What every listener needs. */
export interface ListenerDeps extends SlackServices {
  readonly favourites: Favourites
}
