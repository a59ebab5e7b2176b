import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { ANSWER_KINDS } from '../../src/answers/answer-kinds.ts'
import { sampleAnswer } from '../../src/answers/example.ts'
import { printYesNo } from '../../src/answers/parsing/yes-no/words-of-yes-and-no.ts'
import { question, read, refused } from './given.ts'
import { jpeg as wholeJpeg } from '../rendering/support/pictures.ts'

describe('text', () => {
  test('is trimmed, and otherwise left as it was written', () => {
    expect(read('text', '  <b>Łódź</b> & {{x}} 🙂\tשלום \u202Eabc ')).toBe('<b>Łódź</b> & {{x}} 🙂\tשלום \u202Eabc')
    expect(read('text', 12345)).toBe('12345')
  })

  test('has one line; long text has several, with plain newlines', () => {
    expect(refused('text', 'a\nb').message).toMatch(/several lines/)
    expect(refused('text', 'a\u2028b').message).toMatch(/several lines/)
    expect(read('long_text', ' a\r\nb\rc\n ')).toBe('a\nb\nc')
  })

  test.each([
    ['\u0000', 'U+0000 (NUL)'],
    ['\u0007', 'U+0007 (bell)'],
    ['\u0008', 'U+0008 (backspace)'],
    ['\u000C', 'U+000C (form feed)'],
    ['\u001B', 'U+001B (escape)'],
    ['\u007F', 'U+007F (delete)'],
    ['\u0085', 'U+0085 (next line)'],
    ['\u009F', 'U+009F (a control character)'],
    ['\uFFFE', 'U+FFFE (not a character)'],
    ['\uD83D', 'U+D83D (half of a character)'],
    ['\uDE00', 'U+DE00 (half of a character)'],
  ])('refuses %j by name', (character, name) => {
    for (const kind of ['text', 'long_text'] as const) {
      expect(refused(kind, `a${character}b`)).toMatchObject({
        code: 'invalid_answer',
        details: { field: 'answer', character: name },
      })
    }
  })

  test('has bounds, in characters as people count them', () => {
    expect(read('text', '🙂'.repeat(4_000))).toHaveLength(8_000)
    expect(refused('text', '🙂'.repeat(4_001)).details).toMatchObject({ max_length: 4_000 })
    expect(read('long_text', 'x'.repeat(50_000))).toHaveLength(50_000)
    expect(refused('long_text', 'x'.repeat(50_001)).details).toMatchObject({ max_length: 50_000 })
    const limited = question('text', { limits: { min_length: 2, max_length: 3 } })
    expect(read(limited, 'abc')).toBe('abc')
    expect(refused(limited, 'a').message).toMatch(/at least 2/)
    expect(refused(limited, 'abcd').message).toMatch(/at most 3/)
    expect(read({ ...limited, kind: 'long_text' }, 'a\nb')).toBe('a\nb')
    expect(refused({ ...limited, kind: 'long_text' }, 'a').message).toMatch(/at least 2/)
    expect(refused({ ...limited, kind: 'long_text' }, 'abcd').message).toMatch(/at most 3/)
  })

  test.each([null, undefined, '', ' \n ', true, {}, [], ['a'], Number.NaN])('refuses %j', (raw) => {
    expect(refused('text', raw)).toMatchObject({
      code: 'invalid_answer',
      details: { field: 'answer', accepted: 'one line of text' },
    })
  })
})

describe('yes and no', () => {
  test.each([
    'y',
    'Y',
    'yes',
    'Yes.',
    'YES!',
    'yep',
    'yeah',
    'true',
    '1',
    'ok',
    'ja',
    'oui',
    'sí',
    'sim',
    'да',
    'はい',
    '是',
    '👍',
    '👍🏽',
    '✔️',
    true,
    1,
  ])('%j is yes', (raw) => expect(read('yes_no', raw)).toBe(true))

  test.each([
    'n',
    'no',
    'nope',
    'No!',
    'nah',
    'false',
    '0',
    'nein',
    'non',
    'não',
    'нет',
    'いいえ',
    '否',
    '👎',
    false,
    0,
  ])('%j is no', (raw) => {
    expect(read('yes_no', raw)).toBe(false)
  })

  test('lone letters count in one’s own language only', () => {
    expect(read('yes_no', 'j', 'de')).toBe(true)
    expect(refused('yes_no', 'j', 'en-US').code).toBe('invalid_answer')
    expect(read('yes_no', 'e', 'tr')).toBe(true)
    expect(read('yes_no', 'e', 'fi')).toBe(false)
  })

  test.each(['maybe', 'yes and no', 'yesno', '2', 2, '', null, [], {}, '\u0000', 'constructor', '__proto__'])(
    'refuses %j',
    (raw) => {
      expect(refused('yes_no', raw).details).toMatchObject({ field: 'answer', accepted: 'yes or no' })
    },
  )

  test('is printed in the language of the locale', () => {
    expect(['en-GB', 'de-AT', 'fr', 'es', 'xx', '!', '__proto__'].map((locale) => printYesNo(true, locale))).toEqual([
      'Yes',
      'Ja',
      'Oui',
      'Sí',
      'Yes',
      'Yes',
      'Yes',
    ])
    expect(printYesNo(false, 'de')).toBe('Nein')
  })
})

test.each([
  ['jane@example.com', 'jane@example.com'],
  ['<jane@example.com>', 'jane@example.com'],
  ['mailto:j.d+x@a.co.uk', 'j.d+x@a.co.uk'],
])('%s is an e-mail address', (raw, value) => expect(read('email', raw)).toBe(value))

test.each([
  'jane',
  'jane@',
  '@example.com',
  'a b@c.de',
  'a@b@c.de',
  'a@-b.de',
  'a@b..de',
  `${'a'.repeat(250)}@b.de`,
  'a\n@b.de',
  'a@'.repeat(100),
  null,
])('%j is none', (raw) =>
  expect(refused('email', raw).details).toMatchObject({
    accepted: 'an e-mail address',
    example: 'jane.doe@example.com',
  }),
)

test.each([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
  ['example.com', 'https://example.com/'],
  ['www.example.com/x', 'https://www.example.com/x'],
  ['HTTP://EXAMPLE.com', 'http://example.com/'],
  ['jane@example.com', 'mailto:jane@example.com'],
  ['mailto:jane@example.com?subject=Hi', 'mailto:jane@example.com?subject=Hi'],
  ['https://münchen.de/', 'https://xn--mnchen-3ya.de/'],
  ['https://x.y/"><script>', 'https://x.y/%22%3E%3Cscript%3E'],
])('%s leads to %s', (raw, value) => expect(read('link', raw)).toBe(value))

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://x.y',
  'vbscript:x',
  'http://',
  'https:',
  'foo',
  'a b.com',
  'mailto:',
  '//x.y',
  '/etc',
  `https://x.y/${'a'.repeat(2_000)}`,
  null,
  5,
])('%j leads nowhere', (raw) => expect(refused('link', raw).code).toBe('invalid_answer'))

test.each([
  ['de', '030 123456', '+4930123456'],
  ['en-US', '(202) 555-0123', '+12025550123'],
  ['de', '+1 202 555 0123', '+12025550123'],
  ['en-US', '0049 30 123456', '+4930123456'],
  ['en-GB', '020 7946 0123', '+442079460123'],
  ['de', 'tel:+4930123456', '+4930123456'],
  ['ar-EG', '+٤٩٣٠١٢٣٤٥٦', '+4930123456'],
])('%s: %s calls %s', (locale, raw, value) => expect(read('phone', raw, locale)).toBe(value))

test.each(['123', 'call me', '+999 123456789', '030 123456 or so', '', '1'.repeat(59), null, '+', '000000000'])(
  '%j calls nobody',
  (raw) => {
    expect(refused('phone', raw, 'de').details).toMatchObject({ field: 'answer', accepted: 'a telephone number' })
  },
)

describe('pictures', () => {
  const sample = sampleAnswer(question('image'), 'en') as { media_type: string; data: string }
  const png = Buffer.from(sample.data, 'base64')
  const withSize = (width: number, height: number) => {
    const bytes = Buffer.from(png)
    bytes.writeUInt32BE(width, 16)
    bytes.writeUInt32BE(height, 20)
    return { media_type: 'image/png', data: bytes.toString('base64') }
  }
  const jpeg = (...segments: number[]) => ({
    media_type: 'image/jpeg',
    data: Buffer.from([0xff, 0xd8, ...segments]).toString('base64'),
  })

  test('are objects with the bytes in base64, or references to a picture, in JSON Schema', () => {
    const schema = ANSWER_KINDS.image.schema(question('image'), () => ({}))
    const validate = new Ajv2020({ strict: false }).compile(schema)
    const [sha256, address] = ['0'.repeat(64), '/api/v1/generations/1/pictures/0']
    const reference = { media_type: 'image/png', size: 9, width: 1, height: 1, sha256, file_name: 'a.png', address }
    expect(
      [
        sample,
        { ...sample, file_name: 'a.png' },
        reference,
        { address },
        { media_type: 'image/gif', data: '' },
        { sha256 },
        { ...reference, data: '' },
        'photo.png',
      ].map((value) => validate(value)),
    ).toEqual([true, true, true, true, false, false, false, false])
  })

  test.each([
    ['photo.png', 'photo.png'],
    ['C:\\fakepath\\my photo.png', 'my photo.png'],
    ['/home/ada/photo.png', 'photo.png'],
    ['a\u0000b\u202egnp.exe', 'abgnp.exe'],
    ['', undefined],
    [7, undefined],
  ])('keep the name %j of their file as %j', (written, kept) => {
    const answer = { ...sample, file_name: written }
    expect(read('image', answer)).toEqual({ ...sample, ...(kept === undefined ? {} : { file_name: kept }) })
  })

  test('are PNG or JPEG, told by their bytes', () => {
    expect(read('image', sample)).toEqual(sample)
    expect(read('image', { media_type: 'image/jpeg', data: sample.data })).toEqual(sample)
    expect(read('image', `data:image/png;base64,${sample.data}`)).toEqual(sample)
    const photo = { media_type: 'image/jpeg', data: Buffer.from(wholeJpeg(4, 3).image).toString('base64') }
    expect(read('image', { ...photo, media_type: 'image/png' })).toEqual(photo)
  })

  test.each<[string, unknown]>([
    ['no picture', 'hello'],
    ['nothing', null],
    ['an object without data', { media_type: 'image/png' }],
    ['data that is no text', { data: 5 }],
    ['no base64', { data: 'a-_=' }],
    ['loose bits after the end', { data: `${sample.data.slice(0, -4)}AB==` }],
    ['text', { data: Buffer.from('hello there').toString('base64') }],
    ['a GIF', { data: Buffer.from('GIF89a\x01\0\x01\0').toString('base64') }],
    ['a cut PNG', { data: png.subarray(0, 20).toString('base64') }],
    ['a PNG of no size', withSize(0, 5)],
    ['a PNG too wide', withSize(10_001, 1)],
    ['a PNG of too many pixels', withSize(9_000, 9_000)],
    ['a JPEG without a frame', jpeg(0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['a JPEG of endless fill', jpeg(...Array.from({ length: 5_000 }, () => 0xff))],
    ['more than 5 MB', { data: Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]).toString('base64') }],
  ])('refuses %s', (_, raw) => {
    expect(refused('image', raw)).toMatchObject({
      code: 'invalid_answer',
      details: { field: 'answer', accepted: 'a PNG or JPEG picture' },
    })
  })
})

describe('lists', () => {
  const items = question('list', {
    name: 'items',
    fields: [
      question('text', { name: 'desc' }),
      question('integer', { name: 'quantity' }),
      question('yes_no', { name: 'is_gift', required: false }),
      question('text', { name: 'greeting', label: 'Greeting', when: [[{ section: 'is_gift', is: true }]] }),
      question('date', { name: 'due', required: false }),
    ],
  })
  const tags = question('list', { name: 'tags', fields: [question('date', { name: '.' })] })

  test('each field is read by its kind, and null is as if it were not there', () => {
    expect(
      read(items, [
        { desc: ' a ', quantity: 1, due: 'tomorrow', is_gift: null },
        { quantity: '2', desc: 'b', is_gift: 'y', greeting: 'Hi' },
      ]),
    ).toEqual([
      { desc: 'a', quantity: '1', due: '2026-11-22' },
      { desc: 'b', quantity: '2', is_gift: true, greeting: 'Hi' },
    ])
    expect(read(items, [])).toEqual([])
  })

  test('plain values may stand for items of one value', () => {
    expect(read(tags, ['tomorrow', { '.': '2026-01-02' }])).toEqual([{ '.': '2026-11-22' }, { '.': '2026-01-02' }])
    expect(read(tags, 'tomorrow\n2 Jan 2026')).toEqual([{ '.': '2026-11-22' }, { '.': '2026-01-02' }])
  })

  test.each<[string, unknown, string]>([
    [
      'a wrong field',
      [
        { desc: 'a', quantity: 1 },
        { desc: 'b', quantity: 2 },
        { desc: 'c', quantity: 'x' },
      ],
      'items[2].quantity',
    ],
    ['a missing field', [{ desc: 'a' }], 'items[0].quantity'],
    ['a missing field that applies', [{ desc: 'a', quantity: 1, is_gift: true }], 'items[0].greeting'],
    ['an unknown field', [{ desc: 'a', quantity: 1, price: 5 }], 'items[0].price'],
    [
      '__proto__',
      [JSON.parse('{ "desc": "a", "quantity": 1, "__proto__": { "greeting": "Hi" } }')],
      'items[0].__proto__',
    ],
    ['an item that is no object', ['a'], 'items[0]'],
    ['an item that is nothing', [null], 'items[0]'],
    ['an item that is a list', [[]], 'items[0]'],
    ['no array', { desc: 'a' }, 'items'],
    ['text', 'a', 'items'],
    ['too many items', Array.from({ length: 1_001 }, () => ({ desc: 'a', quantity: 1 })), 'items'],
  ])('%s is refused with its place', (_, raw, field) => {
    const error = refused(items, raw)
    expect(error).toMatchObject({ code: 'invalid_answer', details: { field } })
  })

  test('the place of a plain item is the item', () =>
    expect(refused(tags, ['tomorrow', 'x']).details).toMatchObject({ field: 'tags[1]' }))

  test('places nest', () => {
    const orders = question('list', { name: 'orders', fields: [items] })
    expect(refused(orders, [{ items: [{ desc: 'a', quantity: 'x' }] }]).details).toMatchObject({
      field: 'orders[0].items[0].quantity',
    })
  })

  test('limits', () => {
    expect(refused({ ...items, limits: { min_items: 1 } }, []).message).toMatch(/At least 1 item is needed/)
    expect(refused({ ...tags, limits: { max_items: 1 } }, ['tomorrow', 'today']).message).toMatch(/At most 1 item fits/)
  })

  test('a field may bear any name', () => {
    const odd = question('list', {
      fields: [question('text', { name: '__proto__' }), question('text', { name: 'constructor', required: false })],
    })
    const [item] = read(odd, JSON.parse('[{ "__proto__": "x" }]')) as unknown as object[]
    expect(Object.entries(item ?? {})).toEqual([['__proto__', 'x']])
    expect(refused(odd, [{}]).details).toMatchObject({ field: 'answer[0].__proto__' })
  })
})
