/**
 * A witness that is asked by HTTP: it gets each head as the body of a POST (`text/plain`), and may answer with
 * signature lines of its own, which are kept with the head. 409 says that it has seen another history.
 */
import { parseNote } from '../../../proof/heads/signed-note.ts'
import { HeadRefused, type HeadWitness, type SignedHead } from '../../../ports/ledger/head-witness.ts'

const TIMEOUT_MS = 10_000
/** The most that an answer may have: a few signatures. */
const MAX_ANSWER_BYTES = 16 * 1024

export class HttpHeadWitness implements HeadWitness {
  readonly name: string
  readonly #url: URL

  /** `url` may hold a user and password; they go into a header, and nowhere else. */
  constructor(url: string) {
    this.#url = new URL(url)
    this.name = `${this.#url.origin}${this.#url.pathname}`
  }

  async keep({ size, note }: SignedHead): Promise<string | undefined> {
    const { username, password } = this.#url
    const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
      'base64',
    )
    const response = await fetch(this.name, {
      method: 'POST',
      body: note,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        ...(username === '' ? {} : { authorization: `Basic ${credentials}` }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = await readLimited(response)
    if (response.status === 409) throw new HeadRefused(`It has seen another history than the one of ${size} events.`)
    if (!response.ok) throw new Error(`It answered ${response.status}.`)
    return signatureLines(answer)
  }

  list(): undefined {
    return undefined
  }
}

/** The lines of an answer that are signatures; undefined where it has none. */
function signatureLines(answer: string): string | undefined {
  const lines = answer.split('\n').filter((line) => line.startsWith('— '))
  const text = lines.map((line) => `${line}\n`).join('')
  return lines.length > 0 && parseNote(`x\n\n${text}`) !== undefined ? text : undefined
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new Error(`Its answer has more than ${MAX_ANSWER_BYTES} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
