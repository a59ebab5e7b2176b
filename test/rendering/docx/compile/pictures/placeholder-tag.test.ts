/** Which variables are pictures by their names: only these make a placeholder of a description with other words. */
import { expect, test } from 'vitest'
import { namesPicture } from '../../../../../src/rendering/docx/compile/pictures/placeholder-tag.ts'

test.each([
  'photo',
  'Photo 2',
  'photos',
  'site_photo',
  'companyLogo',
  'photo of the flat',
  'Foto der Wohnung',
  'Wohnungsfoto',
  'titelbild',
  'foto_de_perfil',
  'image',
  'imagen',
  'immagine',
  'screenshot-1',
  'site-photo-3',
  'photographie du site',
  '写真',
  '会社ロゴ',
])('%s is one', (name) => {
  expect(namesPicture(name)).toBe(true)
})

test.each([
  'client',
  'photo_credit',
  'image_owner',
  'photographer',
  'logo colour',
  'Bildung',
  'scanner',
  'imagination',
  'picture_date',
  'signature',
  'name',
  '.',
])('%s is none', (name) => {
  expect(namesPicture(name)).toBe(false)
})
