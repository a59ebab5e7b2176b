/**
 * Replies that only the person sees: in direct messages a message like any other, in a channel Slack's ephemeral one.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebAPIRateLimitedError } from '@slack/web-api'
import { errorMessage } from '../../../../../../domain/kernel/errors.ts'
import { CallFailed } from '../../../transport/calling/slack-calls.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import type { Interaction } from './interaction.ts'

/** A rate limit that is over so soon is waited for, so often. */
const MAX_WAIT_S = 5
const MAX_WAITS = 3

/** Whether the person clicked or wrote in direct messages. */
export const isDirect = ({ location }: Pick<Interaction, 'location'>): boolean =>
  location?.channel.startsWith('D') === true

/**
 * Replies so that only this person sees it. Best effort. In direct messages it is an ordinary message: an ephemeral one
 * is gone once Slack is opened anew, and never comes to somebody who is away.
 * https://docs.slack.dev/reference/methods/chat.postEphemeral
 */
export async function replyPrivately(interaction: Interaction, said: string | Message): Promise<void> {
  const { location, client, person, deps, team } = interaction
  const words = typeof said === 'string' ? message(said, [section(escapeCut(said, 2900))]) : said
  const respond = (url: string): Promise<void> =>
    deps.respond(url, { response_type: 'ephemeral', replace_original: false, ...words })
  await bestEffort(interaction, async () => {
    if (location === undefined) {
      if (interaction.response_url !== undefined) return respond(interaction.response_url)
      const channel = await deps.dmChannelOf(team, person.user)
      await deps.takeTurn(team, channel)
      await patiently(() => client.chat.postMessage({ channel, ...words }))
      return
    }
    const { channel, ts, thread_ts } = location
    const place = { channel, ...(thread_ts === ts ? {} : { thread_ts }) }
    if (isDirect(interaction)) await deps.takeTurn(team, channel)
    await patiently(() =>
      isDirect(interaction)
        ? client.chat.postMessage({ ...place, ...words })
        : client.chat.postEphemeral({ ...place, user: person.user, ...words }),
    ).catch((error: unknown) => {
      // Where the app or the person is no member, only the `response_url` of the click works.
      if (interaction.response_url === undefined) throw error
      return respond(interaction.response_url)
    })
  })
}

/** Again after a short rate limit: what Slack refuses for its pace alone would be missed by whoever waits for it. */
export async function patiently(post: () => Promise<unknown>): Promise<void> {
  for (let waits = 0; ; waits++)
    try {
      await post()
      return
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || error.retryAfter > MAX_WAIT_S || waits === MAX_WAITS)
        throw error
      await sleep(error.retryAfter * 1000)
    }
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
