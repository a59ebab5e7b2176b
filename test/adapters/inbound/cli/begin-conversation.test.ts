/** Answers whose pictures are too much for one request follow one by one. */
import { expect, test } from 'vitest'
import { EXIT } from '../../../../src/adapters/inbound/cli/exit-codes.ts'
import { CommandFailed } from '../../../../src/adapters/inbound/cli/failure.ts'
import { beginConversation } from '../../../../src/adapters/inbound/cli/generate/begin-conversation.ts'
import type { GenerationView } from '../../../../src/queries/generation/generation-view.ts'

const BEGINNING = { template_id: 't', locale: 'en', zone: 'UTC' }
const picture = { media_type: 'image/png', data: 'A'.repeat(40), file_name: 'a.png' }
const photos = [1, 2, 3].map((number) => ({ photo: picture, caption: `No. ${number}` }))

/** A service that notes what it was asked. */
function service(refusesItem = -1) {
  const asked: (readonly unknown[])[] = []
  const answer =
    (what: string) =>
    (...args: readonly unknown[]): Promise<GenerationView> => {
      asked.push([what, ...args])
      const items = asked.filter(([name]) => name === 'addItem').length
      return what === 'addItem' && items === refusesItem + 1
        ? Promise.reject(new CommandFailed('invalid_answer', EXIT.invalid, '“capton” is no field.'))
        : Promise.resolve({ id: 'g' } as GenerationView)
    }
  const client = {
    begin: answer('begin'),
    answer: answer('answer'),
    addItem: answer('addItem'),
    closeList: answer('closeList'),
    cancel: answer('cancel'),
  }
  return { asked, client }
}

test('few pictures are sent with all other answers', async () => {
  const { asked, client } = service()
  const answers = { flat: 'A', photos }
  await beginConversation(client, { ...BEGINNING, answers }, 120)
  expect(asked).toEqual([['begin', { ...BEGINNING, answers }]])
})

test('many follow one by one, each item of a list with what belongs to it', async () => {
  const { asked, client } = service()
  await beginConversation(client, { ...BEGINNING, answers: { flat: 'A', photos, logo: picture, tags: ['x'] } }, 119)
  expect(asked).toEqual([
    ['begin', { ...BEGINNING, answers: { flat: 'A', tags: ['x'] } }],
    ...photos.map((photo) => ['addItem', 'g', 'photos', photo]),
    ['closeList', 'g', 'photos'],
    ['answer', 'g', 'logo', { value: picture, revision: null }],
  ])
})

test('where one is refused, its place is said and what was begun is cancelled', async () => {
  const { asked, client } = service(1)
  const begun = beginConversation(client, { ...BEGINNING, answers: { photos } }, 119)
  await expect(begun).rejects.toMatchObject({ code: 'invalid_answer', message: 'photos[1]: “capton” is no field.' })
  expect(asked.at(-1)).toEqual(['cancel', 'g'])
  expect(asked.filter(([what]) => what === 'addItem')).toHaveLength(2)
})
