/** `fetch` for what providers answer: a little JSON, and no redirects. */

/** Bytes. A discovery document has 5 KB, 200 groups in a token 20 KB. */
const MAX_ANSWER_BYTES = 512 * 1024

/** Reads the answer up to a limit; throws `TypeError`, as for a connection that breaks, for a larger one. */
export async function limitedFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MAX_ANSWER_BYTES) throw new TypeError(`The answer has more than ${MAX_ANSWER_BYTES} bytes.`)
    parts.push(part)
  }
  const { status, headers } = response
  const bodiless = [101, 204, 205, 304].includes(status)
  return new Response(bodiless ? null : Buffer.concat(parts), { status, headers })
}
