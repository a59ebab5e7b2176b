/** The path of a picture, as shells and file managers write it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPicture } from '../../../../src/adapters/inbound/cli/commands/picture.ts'
import { png } from '../../../rendering/support/pictures.ts'

const PICTURE = Buffer.from(png(3, 2).image)
let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'pictures-'))
  await writeFile(path.join(cwd, 'my photo (1).png'), PICTURE)
})
afterAll(() => rm(cwd, { recursive: true }))

test.each<[string, () => string]>([
  ['as it is', () => 'my photo (1).png'],
  ['with spaces round it', () => '  my photo (1).png '],
  ['in single quotes', () => "'my photo (1).png'"],
  ['in double quotes', () => '"my photo (1).png"'],
  ['escaped by a shell', () => 'my\\ photo\\ \\(1\\).png'],
  ['at home', () => '~/my photo (1).png'],
  ['at home, escaped', () => '~/my\\ photo\\ \\(1\\).png'],
  ['whole', () => path.join(cwd, 'my photo (1).png')],
  ['as an address', () => pathToFileURL(path.join(cwd, 'my photo (1).png')).href],
])('%s', async (_, written) => {
  expect(await readPicture({ cwd, env: { HOME: cwd } }, written())).toEqual({
    value: { media_type: 'image/png', data: PICTURE.toString('base64'), file_name: 'my photo (1).png' },
  })
})

test.each(['file://elsewhere/photo.png', 'file://%', 'no photo.png', '\\\\server\\photo.png'])(
  '%s leads to no file, and says so',
  async (written) => {
    expect(await readPicture({ cwd, env: {} }, written)).toHaveProperty('refusal.message')
  },
)
