/** Sends replies to the `response_url` of a command or a click. */
import { isSlackUrl } from './slack-hosts.ts'

const TIMEOUT_MS = 5000

/** Sends to Slack's own hosts only. Throws when Slack does not take it. */
export const createResponder =
  (api_url: string) =>
  async (response_url: string, body: object): Promise<void> => {
    if (!isSlackUrl(response_url, api_url)) throw new Error('The address for words behind a command is not Slack’s.')
    const response = await fetch(response_url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`Slack answered ${String(response.status)} to words behind a command.`)
  }
