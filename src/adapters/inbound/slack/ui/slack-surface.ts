/** The user interface in Slack: the listeners, and the rendering of messages in their reader's language. */
import type { Favourites } from '../../../../ports/slack/favourites.ts'
import type { OutgoingMessage } from '../../../../ports/generation/messenger.ts'
import { getDocument } from '../../../../queries/generation/get-generation.ts'
import type { SlackServices, SlackSurface } from '../slack-services.ts'
import { registerListeners } from './listen.ts'
import { messageDataDeps, loadOutgoingMessageData, loadStaleMessageData } from './messages/message-data.ts'
import { renderMessage, renderRootMessage, renderStaleMessage } from './messages/render-message.ts'
import { textsFor } from './texts/texts.ts'

export function slackSurface({ favourites }: { readonly favourites: Favourites }): SlackSurface {
  return {
    listen: (bolt, services) => registerListeners(bolt, { ...services, favourites }),
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
    async renderMessage(team, post) {
      const locale = await localeOf(services, team, post)
      const presented = await loadOutgoingMessageData(deps, team, post, locale)
      return renderMessage(post, presented, textsFor(locale ?? presented.generation.locale), app.clock.now())
    },
    async renderRootMessage(team, post) {
      const presented = await loadOutgoingMessageData(deps, team, post)
      return renderRootMessage(
        presented,
        textsFor((await localeOf(services, team, post)) ?? presented.generation.locale),
      )
    },
    async renderStaleMessage(team, post, settle) {
      const locale = await localeOf(services, team, { ...post, to: settle.to })
      const presented = await loadStaleMessageData(deps, team, post, settle, locale)
      return renderStaleMessage(settle.about, presented, textsFor(locale ?? presented.generation.locale))
    },
    async loadDocument(post) {
      const { bytes, file_name } = await getDocument(app, post.generation, {
        actor: post.requester,
        tenant: post.tenant,
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
