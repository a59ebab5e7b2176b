/** What bodies may hold, each and all together, and what a form may be made of. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFormParts, isForm, isMultipart } from '../../../src/adapters/inbound/request-body/form-parts.ts'
import { BodyMemory } from '../../../src/adapters/inbound/request-body/body-memory.ts'
import { readUpTo } from '../../../src/adapters/inbound/request-body/read-up-to.ts'
import { onBehalfOf } from '../../../src/ports/limits/on-behalf-of.ts'
import { watchedBody } from '../../support/watched-body.ts'

const post = (body: string | ReadableStream<Uint8Array>) => ({
  request: new Request('http://127.0.0.1/', { method: 'POST', body, duplex: 'half' }),
})

describe('what is held', () => {
  test('by all requests together has a limit; what is let go of is free again', async () => {
    const held = new BodyMemory(100)
    const [first, second] = [held.reserve(), held.reserve()]
    await readUpTo(post('x'.repeat(60)), 100, first)
    await expect(readUpTo(post('x'.repeat(60)), 100, second)).rejects.toMatchObject({
      error: { code: 'unavailable', message: expect.stringContaining('try again') },
    })
    second.release()
    await readUpTo(post('x'.repeat(40)), 100, second)
    first.release()
    first.release()
    await readUpTo(post('x'.repeat(60)), 100, first)
    await expect(readUpTo(post('x'), 100, held.reserve())).rejects.toMatchObject({ error: { code: 'unavailable' } })
  })

  test('by one caller has a limit of its own, which others do not feel', async () => {
    const held = new BodyMemory(100, 50)
    const reserved = (owner: string) => onBehalfOf(owner, () => held.reserve())
    const [first, second] = [reserved('mallory'), reserved('mallory')]
    await readUpTo(post('x'.repeat(40)), 100, first)
    await expect(readUpTo(post('x'.repeat(20)), 100, second)).rejects.toMatchObject({ error: { code: 'too_many' } })
    await readUpTo(post('x'.repeat(40)), 100, reserved('ann'))
    first.release()
    await readUpTo(post('x'.repeat(50)), 100, second)
  })

  test('what is small is taken however much others hold: an honest answer is not refused for their uploads', async () => {
    const held = new BodyMemory(100, 100, 10)
    await readUpTo(post('x'.repeat(100)), 100, held.reserve())
    const small = held.reserve()
    await readUpTo(post('x'.repeat(10)), 100, small)
    expect(() => small.add(1)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'unavailable' }) }),
    )
    small.release()
    await readUpTo(post('x'.repeat(10)), 100, held.reserve())
  })

  test('what a caller announces counts for the caller before a byte of it is read, and for nobody else', async () => {
    const held = new BodyMemory(100, 50)
    const announcing = (bytes: number, body: string | ReadableStream<Uint8Array> = 'x'.repeat(bytes)) => ({
      request: new Request('http://127.0.0.1/', {
        method: 'POST',
        headers: { 'content-length': String(bytes) },
        body,
        duplex: 'half',
      }),
    })
    const reserved = (owner: string) => onBehalfOf(owner, () => held.reserve())
    const first = reserved('mallory')
    first.expect(40)
    const unread = watchedBody(20)
    await expect(readUpTo(announcing(20, unread.stream), 100, reserved('mallory'))).rejects.toMatchObject({
      error: { code: 'too_many' },
    })
    expect(unread.taken).toBe(0)
    // Mallory has sent nothing: there is room for all that Ann and Bob may hold.
    const others = [reserved('ann'), reserved('bob')]
    for (const hold of others) await readUpTo(announcing(50), 100, hold)
    for (const hold of others) hold.release()
    // What came as it was announced counts once.
    first.add(40)
    await readUpTo(announcing(10), 100, reserved('mallory'))
    first.release()
    await readUpTo(announcing(40), 100, reserved('mallory'))
  })

  test.each([0, 1, 65_536, 65_537, 200_000])('%i bytes come whole, however small their pieces', async (bytes) => {
    let sent = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === bytes) return controller.close()
        const piece = Uint8Array.from({ length: Math.min(777, bytes - sent) }, (_, index) => (sent + index) % 251)
        sent += piece.length
        controller.enqueue(piece)
      },
    })
    const read = await readUpTo(post(stream), 200_000, new BodyMemory(1e9).reserve())
    expect(read.buffer.byteLength).toBe(bytes)
    expect(read.every((value, index) => value === index % 251)).toBe(true)
  })

  test('a body without a length is read no further than its limit', async () => {
    const body = watchedBody(10_000_000)
    await expect(readUpTo(post(body.stream), 100_000, new BodyMemory(1e9).reserve())).rejects.toMatchObject({
      error: { code: 'too_large', details: { limit: 100_000 } },
    })
    expect(body.taken).toBeLessThan(200_000)
  })
})

describe('the parts of a form', () => {
  const [FORM, MULTIPART] = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW',
  ]
  const taken = (body: Uint8Array, type: string, most: number) => {
    try {
      checkFormParts(body, type, most)
      return true
    } catch {
      return false
    }
  }
  const field = fc.tuple(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 50 }))

  test('are counted as a parser counts them, in either kind of form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 12 }), fc.boolean(), async (fields, files) => {
        const form = files ? new FormData() : new URLSearchParams()
        for (const [name, value] of fields) form.append(name, value)
        const request = new Request('http://127.0.0.1/', { method: 'POST', body: form })
        const type = request.headers.get('content-type')!
        const bytes = new Uint8Array(await request.arrayBuffer())
        expect(isForm(type) && isMultipart(type) === files).toBe(true)
        expect([taken(bytes, type, fields.length), taken(bytes, type, fields.length - 1)]).toEqual([true, false])
      }),
      { seed: 12 },
    )
  })

  test('no parser finds more of them than were taken', async () => {
    const delimiter = `--${MULTIPART.split('=')[1]!}`
    const part = `${delimiter}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n`
    const piece = fc.constantFrom(
      part,
      part,
      part,
      delimiter,
      `${delimiter}--`,
      `\r\n${delimiter}\r\n`,
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="a"',
      'x',
      '&',
      '=',
    )
    const many = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.constantFrom(FORM, MULTIPART), async (pieces, type) => {
        const bytes = new TextEncoder().encode([...pieces, `${delimiter}--\r\n`].join(''))
        const parsed = await new Response(bytes, { headers: { 'content-type': type } }).formData().then(
          (form) => [...form].length,
          () => 0,
        )
        if (parsed > 2) many.add(type)
        if (parsed > 2) expect(taken(bytes, type, 2)).toBe(false)
      }),
      { seed: 12, numRuns: 2000 },
    )
    expect([...many].sort()).toEqual([FORM, MULTIPART])
  })

  test.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=a; boundary=b',
    'multipart/form-data; boundary="a',
    `multipart/form-data; boundary=${'a'.repeat(71)}`,
    'text/plain',
    'application/x-www-form-urlencodedx',
  ])('%s is no form: its parts could not be counted', (type) => {
    expect(isForm(type)).toBe(false)
  })
})
