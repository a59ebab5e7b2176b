/** Uploads a file to the URL that Slack gave for it, as Slack's own client does: one multipart field, no token. */
import type { GuardedFetch } from './guarded-fetch.ts'

const TIMEOUT_MS = 60_000

/**
 * `true` when Slack accepted the bytes. They are invisible until the upload is completed, so a retry is always safe.
 */
export const createUpload =
  ({ fetch }: GuardedFetch) =>
  async (address: string, bytes: Uint8Array, file_name: string): Promise<boolean> => {
    const body = new FormData()
    body.append('body', new Blob([new Uint8Array(bytes)]), file_name)
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.text()
      return response.status === 200
    } catch {
      return false
    }
  }
