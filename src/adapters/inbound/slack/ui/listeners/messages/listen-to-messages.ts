/** Registers the listeners for messages to the app. */
import type { App } from '@slack/bolt'
import type { ListenerDeps } from '../../listener-deps.ts'
import type { MessageEvent } from '../../payloads.ts'
import type { ListenerArgs } from '../interaction/interaction.ts'
import { onMessage, onMention } from './direct-message.ts'
import { onMessageEdited, onMessageDeleted } from './edited-message.ts'

/** Registers the listeners for messages and mentions. */
export function listenToMessages(bolt: App, deps: ListenerDeps): void {
  bolt.message(async ({ message: event, body, context }) => {
    const message = event as unknown as MessageEvent
    const args: ListenerArgs & { readonly body: { readonly team_id?: string } } = { body, context }
    switch (message.subtype) {
      case undefined:
      case 'file_share':
      // `/me agrees`
      case 'me_message':
      case 'thread_broadcast':
        return onMessage(deps, args, message)
      case 'message_changed':
        return onMessageEdited(deps, args, message)
      case 'message_deleted':
        return onMessageDeleted(deps, args, message)
    }
  })
  bolt.event('app_mention', async ({ event, body, context }) =>
    onMention(deps, { body, context }, event as unknown as MessageEvent),
  )
}
