/** Downloads a file from Slack with the workspace's token. The token is sent to Slack's own hosts only. */
import type { Workspaces } from '../workspaces/workspaces.ts'
import { isSlackUrl } from './slack-hosts.ts'
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

/** The bytes behind a file's `url_private`. Throws `DownloadFailed`, `NotInstalled`. */
export async function downloadFile(
  { workspaces, api_url }: DownloadDeps,
  team: string,
  url_private: string,
  max_bytes: number,
): Promise<Uint8Array> {
  if (!isSlackUrl(url_private, api_url)) throw new DownloadFailed('The file does not lie with Slack.')
  const workspace = await workspaces.find(team)
  if (workspace === undefined) throw new NotInstalled(team)
  let response: Response
  try {
    // Without the scope, or for another workspace's file, Slack redirects to a sign-in page.
    response = await fetch(url_private, {
      headers: { authorization: `Bearer ${workspace.tokens.bot}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok || response.body === null)
      throw new DownloadFailed(`Slack does not give the file (HTTP ${response.status}).`)
    return await readAtMost(response.body, max_bytes)
  } catch (error) {
    if (error instanceof DownloadFailed) throw error
    throw new DownloadFailed('The file could not be fetched from Slack.', { cause: error })
  }
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
