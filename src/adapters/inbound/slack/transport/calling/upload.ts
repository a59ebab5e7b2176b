/**
 * Sends a file's bytes to the address that Slack gave for it, as Slack's own client does: one multipart field, and no
 * token.
 */
import type { GuardedFetch } from './guarded-fetch.ts'

const TIMEOUT_MS = 60_000

/**
 * `true` when the bytes were taken; nobody sees them before the upload is completed, so that it may always be done
 * again.
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
