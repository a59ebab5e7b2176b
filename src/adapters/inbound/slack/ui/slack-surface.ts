/** The user interface in Slack: the listeners, and the rendering of messages in their reader's language. */
import type { Favourites } from '../../../../ports/slack/favourites.ts'
import type { OutgoingMessage } from '../../../../ports/generation/messenger.ts'
import { MAX_HELP } from '../../../../domain/outbox/outbox-events.ts'
import { getDocument, loadGeneration } from '../../../../queries/generation/get-generation.ts'
import { presentQuestionAt } from '../../../../queries/generation/present-question.ts'
import type { SlackServices, SlackSurface } from '../slack-services.ts'
import { registerListeners } from './listen.ts'
import { tellSetAside } from './listeners/interaction/set-aside.ts'
import { messageDataDeps, loadOutgoingMessageData, loadStaleMessageData } from './messages/message-data.ts'
import { renderMessage, renderRootMessage, renderStaleMessage } from './messages/render-message.ts'
import { isTyped } from './views/question/question-widget.ts'
import { textsFor } from './texts/texts.ts'

/** The user interface for `openSlack`. */
export function slackSurface({ favourites }: { readonly favourites: Favourites }): SlackSurface {
  return {
    listen: (bolt, services) => registerListeners(bolt, { ...services, favourites }),
    tellSetAside: (services, body) => tellSetAside({ ...services, favourites }, body),
    renderer: (services) => createRenderer(services),
    reinstallMessage: (install_url) => ({
      response_type: 'ephemeral',
      text:
        `DocGen is not installed in this workspace any more. ` +
        (install_url === undefined
          ? 'Please ask the people who run DocGen to install it again.'
          : `Please install it again: ${install_url}`),
    }),
  }
}

function createRenderer(services: SlackServices): ReturnType<SlackSurface['renderer']> {
  const { app } = services
  const deps = messageDataDeps(services)
  return {
    async renderMessage(team, message, look) {
      const locale = await localeOf(services, team, message)
      const data = await loadOutgoingMessageData(deps, team, message, locale)
      return renderMessage({ ...message, ...look }, data, textsFor(locale ?? data.generation.locale), app.clock.now())
    },
    async isTyped(message) {
      // A colleague has no buttons beside the answers, and thanks take the place of the question.
      if (message.name === null || (message.to !== undefined && message.to !== message.requester)) return false
      const { requester: actor, tenant, generation } = message
      const loaded = await loadGeneration(app, generation, { actor, tenant, roles: ['requester'] })
      const question = presentQuestionAt(loaded, message.name)
      // With words that were not understood come buttons for what they could mean, or a field.
      return question !== undefined && isTyped(question) && message.raw === undefined && message.help < MAX_HELP
    },
    async renderRootMessage(team, message) {
      const data = await loadOutgoingMessageData(deps, team, message)
      return renderRootMessage(data, textsFor((await localeOf(services, team, message)) ?? data.generation.locale))
    },
    async renderStaleMessage(team, message, stale) {
      const locale = await localeOf(services, team, { ...message, to: stale.to })
      const data = await loadStaleMessageData(deps, team, message, stale, locale)
      return renderStaleMessage(stale.about, data, textsFor(locale ?? data.generation.locale))
    },
    async loadDocument(message) {
      const { bytes, file_name } = await getDocument(app, message.generation, {
        actor: message.requester,
        tenant: message.tenant,
        roles: ['requester'],
      })
      return { bytes, file_name }
    },
  }
}

/** The reader's locale; undefined while it cannot be looked up. */
async function localeOf(
  services: SlackServices,
  team: string,
  { to, requester }: Pick<OutgoingMessage, 'to' | 'requester'>,
): Promise<string | undefined> {
  const user = await services.slackUserOf(team, to ?? requester)
  return user === undefined
    ? undefined
    : services.personFor(team, user).then(
        ({ locale }) => locale,
        () => undefined,
      )
}
