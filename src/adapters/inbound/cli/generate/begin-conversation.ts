/**
 * Begins a conversation with answers. Pictures that are too much for one request follow one by one: the service takes
 * them as it takes answers to questions.
 */
import { CommandFailed } from '../failure.ts'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'
import type { ApiClient } from '../service/api-client.ts'

type Beginning = Parameters<ApiClient['begin']>[0]
type Client = Pick<ApiClient, 'begin' | 'answer' | 'addItem' | 'closeList' | 'cancel'>

/** Characters of base64 in one request, which takes 16 MB in all. */
const MAX_TOGETHER = 12 * 1024 * 1024

/**
 * The generation with all answers. Where one is refused, nothing goes on: what was begun is cancelled. `limit` is for
 * tests.
 */
export async function beginConversation(
  client: Client,
  beginning: Beginning,
  limit: number = MAX_TOGETHER,
): Promise<GenerationView> {
  const { answers: given = {} } = beginning
  const answers = Object.entries(given)
  if (pictureLength(given) <= limit) return client.begin(beginning)
  const heavy = answers.filter(([, value]) => pictureLength(value) > 0)
  const light = Object.fromEntries(answers.filter(([, value]) => pictureLength(value) === 0))
  let generation = await client.begin({ ...beginning, answers: light })
  try {
    for (const [name, value] of heavy) generation = await answerWithPictures(client, generation, name, value)
    return generation
  } catch (error) {
    await client.cancel(generation.id).catch(() => undefined)
    throw error
  }
}

async function answerWithPictures(
  client: Client,
  { id }: GenerationView,
  name: string,
  value: unknown,
): Promise<GenerationView> {
  if (!Array.isArray(value)) return client.answer(id, name, { value, revision: null })
  for (const [index, item] of value.entries()) {
    try {
      await client.addItem(id, name, item)
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      const { code, exit, message, details } = error
      throw new CommandFailed(code, exit, `${name}[${String(index)}]: ${message}`, details)
    }
  }
  return client.closeList(id, name)
}

/** Characters of the pictures in a value. */
function pictureLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const { media_type, data } = value as Readonly<Record<string, unknown>>
  if (typeof media_type === 'string' && typeof data === 'string') return data.length
  return Object.values(value).reduce((length: number, one) => length + pictureLength(one), 0)
}
