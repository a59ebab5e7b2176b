/** Downloads a file from Slack with the workspace's token. The token is sent to Slack's own hosts only. */
import type { Workspaces } from '../workspaces/workspaces.ts'
import { isSlackFileUrl, isSlackUrl } from './slack-hosts.ts'
import { NotInstalled } from '../workspaces/not-installed.ts'

/** What a download needs. */
export interface DownloadDeps {
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly api_url: string
}

/** The file cannot be downloaded: it is not on Slack, too large, deleted, or not readable by the app. */
export class DownloadFailed extends Error {
  override readonly name = 'DownloadFailed'
}

const TIMEOUT_MS = 30_000
/** `files.slack.com` → `files-origin.slack.com`, and perhaps on to the host of their contents. */
const MAX_REDIRECTS = 3

/** The bytes behind a file's `url_private`. Throws `DownloadFailed`, `NotInstalled`. */
export async function downloadFile(
  { workspaces, api_url }: DownloadDeps,
  team: string,
  url_private: string,
  max_bytes: number,
  send: typeof fetch = fetch,
): Promise<Uint8Array> {
  if (!isSlackUrl(url_private, api_url)) throw new DownloadFailed('The file does not lie with Slack.')
  const workspace = await workspaces.find(team)
  if (workspace === undefined) throw new NotInstalled(team)
  try {
    const response = await followRedirects(url_private, api_url, workspace.tokens.bot, send)
    if (!response.ok || response.body === null)
      throw new DownloadFailed(`Slack does not give the file (HTTP ${response.status}).`)
    // Without the scope, or for another workspace's file, Slack shows a sign-in page.
    if (response.headers.get('content-type')?.startsWith('text/html') === true)
      throw new DownloadFailed('Slack shows a page instead of the file: the app may lack the scope files:read.')
    return await readAtMost(response.body, max_bytes)
  } catch (error) {
    if (error instanceof DownloadFailed) throw error
    throw new DownloadFailed('The file could not be fetched from Slack.', { cause: error })
  }
}

/**
 * Follows redirects within Slack's hosts. `fetch` would leave the token out at another host, and Slack wants it again
 * at each of its own; the hosts of its contents have signed addresses, and get none.
 */
async function followRedirects(first: string, api_url: string, token: string, send: typeof fetch): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  let url = first
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const headers = isSlackUrl(url, api_url) ? { authorization: `Bearer ${token}` } : {}
    const response = await send(url, { headers, redirect: 'manual', signal })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) return response
    await response.body?.cancel()
    url = new URL(location, url).href
    if (!isSlackUrl(url, api_url) && !isSlackFileUrl(url))
      throw new DownloadFailed('Slack sends on to a host that is not its own.')
  }
  throw new DownloadFailed('Slack sends on and on.')
}

async function readAtMost(body: ReadableStream<Uint8Array>, max_bytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > max_bytes) throw new DownloadFailed(`The file is larger than ${max_bytes} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
