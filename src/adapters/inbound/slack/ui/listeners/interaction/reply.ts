/** Replies that only the person sees. */
import { errorMessage } from '../../../../../../domain/kernel/errors.ts'
import { CallFailed } from '../../../transport/calling/slack-calls.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import type { Interaction } from './interaction.ts'

/** Replies so that only this person sees it. Best effort. */
export async function replyEphemeral(interaction: Interaction, said: string | Message): Promise<void> {
  const { location, client, person, deps, team } = interaction
  const words = typeof said === 'string' ? message(said, [section(escapeCut(said, 2900))]) : said
  await bestEffort(interaction, async () => {
    if (location === undefined) {
      if (interaction.response_url !== undefined)
        return deps.respond(interaction.response_url, { response_type: 'ephemeral', replace_original: false, ...words })
      await client.chat.postMessage({ channel: await deps.dmChannelOf(team, person.user), ...words })
      return
    }
    const place = {
      channel: location.channel,
      user: person.user,
      ...(location.thread_ts === location.ts ? {} : { thread_ts: location.thread_ts }),
    }
    await client.chat.postEphemeral({ ...place, ...words }).catch((error: unknown) => {
      // Where the app or the person is no member, only the `response_url` of the click works.
      if (interaction.response_url === undefined) throw error
      return deps.respond(interaction.response_url, { response_type: 'ephemeral', replace_original: false, ...words })
    })
  })
}

/** The channel of the person's direct messages; undefined for an outsider whom the app may not write to. */
export async function directMessageChannel({ deps, team, person }: Interaction): Promise<string | undefined> {
  try {
    return await deps.dmChannelOf(team, person.user)
  } catch (error) {
    if (error instanceof CallFailed && error.failure.kind === 'refused') return undefined
    throw error
  }
}

/** Runs an optional action: a failure is logged, and undefined is returned. */
export async function bestEffort<T>({ deps }: Interaction, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    deps.app.logger.info({ error: errorMessage(error) }, 'some words could not be shown in Slack')
    return undefined
  }
}
