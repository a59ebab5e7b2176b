/** The console as a browser without any script meets it: closed, safe, and whole with plain forms alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../../../src/domain/kernel/access.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { createCommandRequest } from '../../../../../src/commands/command-metadata.ts'
import { delegateQuestion } from '../../../../../src/commands/generation/delegate-question.ts'
import { reopenQuestion } from '../../../../../src/commands/generation/reopen-question.ts'
import { generationStream } from '../../../../../src/domain/generation/generation-events.ts'
import { generationDecider } from '../../../../../src/domain/generation/generation-decider.ts'
import { templateDecider } from '../../../../../src/domain/template/template.ts'
import { refuseDocumentsWith } from '../../../../support/refuse-documents.ts'
import { png } from '../../../../rendering/support/pictures.ts'
import { opened, p, wordFile } from '../../../../rendering/support/word.ts'
import { unzip } from '../../../../rendering/support/zip.ts'

let service: ConsoleService
beforeAll(async () => {
  service = await consoleService()
})
afterAll(async () => {
  await service.close()
})

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly location: string
}

/** A browser's cookies, forms and redirects, nothing else. */
class PlainBrowser {
  cookie = ''
  csrf = ''

  async get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#send(path, { headers })
  }

  async post(
    path: string,
    fields: Record<string, string | File | string[]>,
    headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
  ): Promise<Reply> {
    const body = new FormData()
    for (const [name, value] of Object.entries({ csrf: this.csrf, ...fields }))
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    return this.#send(path, { method: 'POST', body, headers })
  }

  async #send(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(service.url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie: this.cookie, 'accept-language': 'en-GB' },
    })
    const set = response.headers.getSetCookie()[0]
    if (set !== undefined) this.cookie = set.split(';')[0]!
    const text = await response.text()
    this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location') ?? '',
    }
  }

  async signIn(...roles: Role[]): Promise<this> {
    const link = new URL(await service.linkFor(await service.person(roles.join(' '), ...roles)))
    await this.post('/sign-in', { token: link.searchParams.get('token')! })
    await this.get('/')
    return this
  }
}

const textFile = (text: string, name = 'note.txt') => new File([text], name)

async function template(browser: PlainBrowser, name: string, text: string): Promise<string> {
  const { location } = await browser.post('/templates', { name, file: textFile(text) })
  return location.replace('/templates/', '')
}

async function begin(browser: PlainBrowser, template_id: string): Promise<string> {
  return (await browser.post('/generations', { template_id })).location
}

describe('closed by default', () => {
  test.each([
    '/',
    '/templates',
    '/templates/new',
    '/templates/x',
    '/generations/x',
    '/generations/x/live',
    '/generations/x/document',
    '/audit',
    '/reports',
    '/operations',
    '/keys',
    '/nothing',
  ])('%s answers 401 and says how to sign in', async (path) => {
    const { status, text } = await new PlainBrowser().get(path)
    expect(status).toBe(401)
    expect(text).toContain('npx docgen sign-in')
  })

  test('roles open only what is theirs', async () => {
    const requester = await new PlainBrowser().signIn('requester')
    for (const path of ['/templates', '/audit', '/reports', '/operations', '/keys'])
      expect((await requester.get(path)).status, path).toBe(403)
    const auditor = await new PlainBrowser().signIn('auditor')
    expect((await auditor.get('/audit')).status).toBe(200)
    expect((await auditor.get('/keys')).status).toBe(403)
  })

  test('another person’s conversation does not exist', async () => {
    const author = await new PlainBrowser().signIn('author')
    const path = await begin(author, await template(author, 'Private', 'Dear {{name}}'))
    const other = await new PlainBrowser().signIn('requester')
    expect((await other.get(path)).status).toBe(404)
    expect((await other.get(`${path}/timeline`)).status).toBe(404)
    expect((await other.post(`${path}/answers`, { name: 'name', value: 'x' })).status).toBe(404)
  })
})

describe('signing in', () => {
  test('opening the link changes nothing; sending its form signs in, once', async () => {
    const link = new URL(await service.linkFor(await service.person('Linda', 'requester')))
    const token = link.searchParams.get('token')!
    const browser = new PlainBrowser()
    for (let i = 0; i < 3; i++) expect((await browser.get(link.pathname + link.search)).status).toBe(200)
    expect((await browser.post('/sign-in', { token })).status).toBe(303)
    expect((await browser.get('/')).status).toBe(200)
    expect((await new PlainBrowser().post('/sign-in', { token })).status).toBe(401)
  })

  test('the cookie is HttpOnly and SameSite=Lax, and signing out ends the session', async () => {
    const link = new URL(await service.linkFor(await service.person('Otto', 'requester')))
    const browser = new PlainBrowser()
    const { headers } = await browser.post('/sign-in', { token: link.searchParams.get('token')! })
    expect(headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(headers.get('set-cookie')).toMatch(/SameSite=Lax/)
    await browser.get('/')
    const { cookie } = browser
    await browser.post('/sign-out', {})
    browser.cookie = cookie
    expect((await browser.get('/')).status).toBe(401)
  })
})

describe('requests from elsewhere', () => {
  test('a form of another site, or without the token, changes nothing', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const file = () => ({ name: 'Foreign', file: textFile('Hello {{name}}') })
    expect((await browser.post('/templates', file(), { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await browser.post('/templates', file(), { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    expect((await browser.post('/templates', file(), { Origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await browser.post('/templates', file(), {})).status).toBe(403)
    expect((await browser.post('/templates', { ...file(), csrf: 'wrong' })).status).toBe(403)
    expect((await browser.get('/templates/foreign')).status).toBe(404)
    expect((await browser.post('/templates', file(), { Origin: service.url })).status).toBe(303)
  })

  test('every page forbids inline code, framing and foreign hosts', async () => {
    const browser = await new PlainBrowser().signIn('admin')
    for (const path of ['/', '/templates/new', '/nothing']) {
      const { headers, text } = await browser.get(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
          "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/)
      expect(text).not.toMatch(/(src|href|action)="(https?:)?\/\//)
    }
  })

  test('assets are kept for good under their hash, and only there', async () => {
    const { text } = await new PlainBrowser().get('/sign-in?token=x')
    const [url] = /\/assets\/[0-9a-f]+\/htmx\.js/.exec(text)!
    const { status, headers } = await new PlainBrowser().get(url)
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await new PlainBrowser().get('/assets/0000000000000000/htmx.js')).status).toBe(404)
    expect((await new PlainBrowser().get('/assets/0000000000000000/..%2f..%2fconsole.ts')).status).toBe(404)
  })
})

describe('a conversation with plain forms', () => {
  test('question by question to the document, everything typed escaped and kept', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(
      browser,
      await template(browser, 'Plain', 'Dear {{name}}{{#has_car}}, your {{car}} on {{start_date}}{{/has_car}}.'),
    )
    const answer = (name: string, value: string, more = {}) =>
      browser.post(`${path}/answers`, { name, value, replaces: '', do: 'answer', ...more })
    expect((await browser.get(path)).text).toContain('>Name</h2>')
    expect((await answer('name', '<b>Zoë & "Söhne"</b>')).location).toBe(`${path}#now`)
    const second = await browser.get(path)
    expect(second.text).toContain('&lt;b&gt;Zoë &amp; &quot;Söhne&quot;&lt;/b&gt;')
    expect(second.text).not.toContain('<b>Zoë')
    expect((await answer('has_car', 'yes')).status).toBe(303)
    await answer('car', 'red one')
    const wrong = await answer('start_date', 'the day after never')
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="the day after never"')
    expect(wrong.text).toMatch(/role="alert"[^>]*>[^<]*cannot be read as a date/)
    expect((await answer('start_date', '', { picked: '2026-12-24' })).status).toBe(303)
    const review = await browser.get(path)
    expect(review.text).toContain('Look it over')
    expect(review.text).toContain('24 December 2026')
    const revision = /name="revision" value="(\d+)"/.exec(review.text)![1]!
    expect((await browser.post(`${path}/confirm`, { revision })).status).toBe(303)
    await service.app.settled()
    const file = await browser.get(`${path}/document`)
    expect(file.text).toBe('Dear <b>Zoë & "Söhne"</b>, your red one on 24 December 2026.')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Plain .*\.txt"/)
    expect((await browser.get(`${path}/timeline`)).text).toMatch(/received <a[^>]*><bdi>Plain /)
  })

  test('a picture is chosen as a file, Markdown typed into a box; both stand in the Word file', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const markdown = new File(['# Report\n\n{{report}}\n\n![{{photo}}](photo.png)\n'], 'report.md')
    const questions = new File(['- { name: report, kind: long_text, format: markdown }\n'], 'questions.yaml')
    const added = await browser.post('/templates', { name: 'Pictured', file: markdown, questions, output: 'word' })
    const at = await begin(browser, added.location.replace('/templates/', ''))
    const answer = (name: string, value: string | File) =>
      browser.post(`${at}/answers`, { name, value, replaces: '', do: 'answer' })
    expect((await browser.get(at)).text).toMatch(/<textarea name="value"/)
    expect((await answer('report', 'It is **fine**.')).status).toBe(303)
    expect((await browser.get(at)).text).toMatch(
      /enctype="multipart\/form-data"[^]*<input type="file" name="value" accept="image\/png,image\/jpeg"/,
    )
    const wrong = await answer('photo', new File(['no picture'], 'photo.png'))
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('neither a PNG nor a JPEG')
    expect((await answer('photo', new File([png(40, 20).image], 'photo.png'))).status).toBe(303)
    const review = (await browser.get(at)).text
    const [, address = '', alt] = /<img src="([^"]*)" alt="([^"]*)"[^>]* width="40" height="20"/.exec(review) ?? []
    expect([alt, review.includes('photo.png, PNG, 40 × 20, 1 KB')]).toEqual(['Photo', true])
    const thumbnail = await fetch(service.url + address, { headers: { cookie: browser.cookie } })
    expect(Buffer.from(await thumbnail.arrayBuffer())).toEqual(Buffer.from(png(40, 20).image))
    expect([thumbnail.headers.get('content-type'), thumbnail.headers.get('cache-control')]).toEqual([
      'image/png',
      'private, no-store',
    ])
    const stranger = await new PlainBrowser().signIn('requester')
    expect((await stranger.get(address)).status).toBe(404)
    const revision = /name="revision" value="(\d+)"/.exec(review)![1]!
    await browser.post(`${at}/confirm`, { revision })
    await service.app.settled()
    const made = await fetch(`${service.url}${at}/document`, { headers: { cookie: browser.cookie } })
    const { body, document } = opened({ bytes: new Uint8Array(await made.arrayBuffer()), format: 'docx', parts: [] })
    expect(body).toMatch(/<w:b\/>[^]*?fine/)
    expect([...unzip(document.bytes).values()].some((one) => one.equals(Buffer.from(png(40, 20).image)))).toBe(true)
  })

  test('words where the kind was only guessed: asked once more, taken, marked, and mended with a click', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const id = await template(browser, 'Guessed', 'Due {{due_date}}, {{has_pets}}, {{place}}')
    const path = await begin(browser, id)
    const refused = await browser.post(`${path}/answers`, { name: 'due_date', value: 'upon <receipt>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(
      /read as a date[^]*Or let it stand as you wrote it[^]*class="hidden" name="do" value="answer"[^]*name="as_written" value="upon &lt;receipt&gt;">\s*Take it as it is/,
    )
    expect((await browser.post(`${path}/answers`, { name: 'due_date', as_written: 'upon <receipt>' })).status).toBe(303)
    expect((await browser.get(path)).text).toMatch(/name="instead"/)
    const neither = await browser.post(`${path}/answers`, { name: 'has_pets', value: 'yes', instead: 'two cats' })
    expect(neither.text).toMatch(/name="as_written" value="two cats"/)
    await browser.post(`${path}/answers`, { name: 'has_pets', as_written: 'two cats' })
    await browser.post(`${path}/answers`, { name: 'place', value: 'Oslo' })
    const review = (await browser.get(path)).text
    expect(review).toMatch(/upon &lt;receipt&gt;[^]*as written[^]*two cats[^]*as written/)
    // The form has the words, and may be sent again as it is.
    expect((await browser.get(`${path}?edit=due_date`)).text).toContain('value="upon &lt;receipt&gt;"')
    expect(
      (await browser.post(`${path}/answers`, { name: 'due_date', value: 'upon <receipt>', editing: '1' })).status,
    ).toBe(303)
    expect((await browser.get(`${path}/timeline`)).text).toMatch(
      /answered “<bdi>[^<]*<\/bdi>” in their own words: <bdi>upon &lt;receipt&gt;/,
    )

    const open = await begin(browser, id)
    await service.app.settled()
    const page = (await browser.get(`/templates/${id}`)).text
    expect(page).toMatch(/due_date[^]*guessed[^]*Not a date: 1 of 1 answers[^]*Ask for text instead/)
    const [, revision = ''] = /name="if_revision" value="(\d+)"/.exec(page)!
    const mended = await browser.post(`/templates/${id}/questions/ask-text`, {
      question: 'due_date',
      if_revision: revision,
    })
    expect(mended.status).toBe(303)
    expect((await browser.get(`/templates/${id}`)).text).not.toContain('Not a date')
    expect((await browser.get(open)).text).not.toContain('Pick the day')
    expect((await browser.post(`${open}/answers`, { name: 'due_date', value: 'upon receipt' })).status).toBe(303)
  })

  test('a pasted table: each unclear cell gets its choice in place, and the rest is kept', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const id = await template(
      browser,
      'Cells',
      '{{#each_item}}- {{item_name}} by {{delivery_date}} for {{price}}\n{{/each_item}}',
    )
    const path = await begin(browser, id)
    const rows = 'Desk; later; 1.250\nLamp; later; 1.250\nBed; 24 Dec 2026; free\nShelf; 24 Dec 2026; 7'
    const send = (chosen: string[]) =>
      browser.post(`${path}/answers`, { name: 'each_item', rows, do: 'paste', chosen: ['', ...chosen] })
    const optionsIn = (text: string) =>
      [...text.matchAll(/<option value="(\[.+?)">\s*(.+?)\s*<\/option>/g)].map(
        ([, value = '', shown = '']) => [value.replaceAll('&quot;', '"'), shown] as const,
      )
    const first = await send([])
    expect(first.status).toBe(422)
    // The row without anything unclear is only in the text; words that stand twice in a column are asked once.
    expect(first.text).toMatch(
      /Row<[^]*<th scope="row">1<[^]*Desk[^]*later<select name="chosen"[^]*1\.250<select[^]*row">3<[^]*Bed[^]*free<select/,
    )
    expect(first.text).not.toMatch(/<th scope="row">[24]</)
    expect(first.text).toMatch(/<textarea[^>]*>Desk; later; 1\.250\s+Lamp; later; 1\.250\s/)
    const options = optionsIn(first.text)
    expect(options.map(([, shown]) => shown)).toEqual(['as it is: “later”', '1.25', '1250', 'as it is: “free”'])
    const pick = (wanted: string) => options.find(([, shown]) => shown === wanted)![0]
    const second = await send([pick('as it is: “later”'), pick('1250')])
    expect(second.status).toBe(422)
    expect(optionsIn(second.text).map(([, shown]) => shown)).toEqual(['as it is: “free”'])
    expect([...second.text.matchAll(/type="hidden" name="chosen" value="/g)]).toHaveLength(2)
    // A choice that was not offered is none.
    expect((await send([pick('as it is: “later”'), pick('1250'), '["price","free","wire:3"]'])).status).toBe(422)
    expect((await send([pick('as it is: “later”'), pick('1250'), pick('as it is: “free”')])).status).toBe(303)
    const { text } = await browser.get(path)
    expect(text).toMatch(/Desk[^]*later[^]*as written[^]*1,250\.00[^]*Lamp[^]*1,250\.00[^]*Bed[^]*free[^]*Shelf/)
  })

  test('a document that failed takes another answer, and is made', async () => {
    using _ = refuseDocumentsWith('far too long')
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(browser, await template(browser, 'Mended', 'Note: {{note}}'))
    await browser.post(`${path}/answers`, { name: 'note', value: 'far too long' })
    const confirm = async () => {
      const [, revision = ''] = /name="revision" value="(\d+)"/.exec((await browser.get(path)).text) ?? []
      await browser.post(`${path}/confirm`, { revision })
      await service.app.settled()
    }
    await confirm()
    const failed = (await browser.get(path)).text
    expect(failed).toMatch(/could not be made[^]*would be too large[^]*Change an answer/)
    const [, once = ''] = /name="once" value="(review [^"]+)"/.exec(failed) ?? []
    expect((await browser.post(`${path}/review`, { once })).status).toBe(303)
    expect((await browser.get(path)).text).toMatch(/far too long[^]*Make the document/)
    expect((await browser.post(`${path}/answers`, { name: 'note', value: 'short', editing: '1' })).status).toBe(303)
    await confirm()
    const made = await browser.get(`${path}/document`)
    expect(made.status).toBe(200)
    expect(made.text).toContain('Note: short')
  })

  test('a guess stays one in the form of its question, until its author unticks it', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const id = await template(browser, 'Ticked', 'Due {{due_date}}')
    const form = async () => (await browser.get(`/templates/${id}?q=due_date`)).text
    expect(await form()).toMatch(/name="guessed" value="1"\s+checked/)
    const save = async (fields: Record<string, string>) =>
      browser.post(`/templates/${id}/questions`, { q: 'due_date', kind: 'date', required: '1', ...fields })
    await save({ label: 'When?', guessed: '1' })
    expect(await form()).toMatch(/name="guessed" value="1"\s+checked/)
    await save({ label: 'When?' })
    expect(await form()).not.toContain('name="guessed"')
    const path = await begin(browser, id)
    expect((await browser.post(`${path}/answers`, { name: 'due_date', value: 'later' })).text).not.toContain(
      'as_written',
    )
  })

  test('two windows: the later answer is not lost and not silently taken; both are shown to choose from', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(browser, await template(browser, 'Windows', 'Dear {{name}} of {{city}}'))
    const answer = (value: string, replaces = '') =>
      browser.post(`${path}/answers`, { name: 'name', value, replaces, do: 'answer' })
    await answer('Anna')
    const late = await answer('Berta')
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/There now[^]*Anna[^]*Yours[^]*Berta/)
    const current = /name="replaces"\s+value="(\d+)"/.exec(late.text)![1]!
    expect((await answer('Berta', current)).status).toBe(303)
    expect((await browser.get(path)).text).toContain('Berta')
  })

  test('a confirmation of what was changed since is refused, and shows the review again', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(browser, await template(browser, 'Reviewed', 'Dear {{name}}'))
    await browser.post(`${path}/answers`, { name: 'name', value: 'Anna', replaces: '', do: 'answer' })
    const refused = await browser.post(`${path}/confirm`, { revision: '0' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Look again')
  })

  test('a list: item by item, as a pasted table with a mistake that keeps its rows, and removed again', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(
      browser,
      await template(browser, 'Order', '{{#each_item}}\n- {{item_name}}: {{quantity}}\n{{/each_item}}'),
    )
    const act = (fields: Record<string, string>) =>
      browser.post(`${path}/answers`, { name: 'each_item', replaces: '', ...fields })
    const wrong = await act({ do: 'paste', rows: 'Bolt\tmany' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Bolt\tmany</textarea>')
    expect((await act({ do: 'add' })).status).toBe(303)
    expect((await browser.get(path)).text).toMatch(/no\. 1<\/p>\s*<h2[^>]*>Name/)
    await browser.post(`${path}/answers`, { name: 'each_item.1.item_name', value: 'Nut', replaces: '', do: 'answer' })
    await browser.post(`${path}/answers`, { name: 'each_item.1.quantity', value: '7', replaces: '', do: 'answer' })
    expect((await browser.get(path)).text).toContain('Another one?')
    expect((await browser.post(`${path}/items/remove`, { name: 'each_item', item: '1' })).status).toBe(303)
    const replaces = /name="replaces"\s+value="(\d*)"/.exec((await browser.get(path)).text)![1]!
    expect((await act({ do: 'paste', rows: 'Quantity;Name\n12;Bolt\n5;Washer', replaces })).status).toBe(303)
    const review = await browser.get(path)
    expect(review.text).toContain('2 items')
    expect(review.text).toMatch(/Bolt[^]*12[^]*Washer[^]*5/)
  })

  test('the same click twice begins one conversation', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const template_id = await template(browser, 'Once', 'Dear {{name}}')
    const once = crypto.randomUUID()
    const [one, two] = [
      await browser.post('/generations', { template_id, once }),
      await browser.post('/generations', { template_id, once }),
    ]
    expect(one.location).toBe(two.location)
  })

  test('another one like it has the old answers, marked as carried over', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const path = await begin(browser, await template(browser, 'Again', 'Dear {{name}}'))
    await browser.post(`${path}/answers`, { name: 'name', value: 'Anna', replaces: '', do: 'answer' })
    const copy = (await browser.post(`${path}/copy`, {})).location
    expect(copy).not.toBe(path)
    expect((await browser.get(copy)).text).toMatch(/Anna[^]*carried over/)
  })
})

test('what another one like it could not take is named, with the reason, until the document is made', async () => {
  const browser = await new PlainBrowser().signIn('author')
  const template_id = await template(browser, 'Changed', 'Dear {{name}}, on {{day}}')
  const path = await begin(browser, template_id)
  for (const [name, value] of [
    ['name', 'Anna'],
    ['day', '24 Dec 2026'],
  ])
    await browser.post(`${path}/answers`, { name: name!, value: value!, replaces: '', do: 'answer' })
  await browser.post(`/templates/${template_id}/versions`, { file: textFile('Dear {{name}}, at <{{place}}>') })
  const copy = (await browser.post(`${path}/copy`, {})).location
  const { text } = await browser.get(copy)
  expect(text).toMatch(/Not carried over[^]*<strong>Day<\/strong>: The template does not ask this any more/)
  expect(text).toContain('data-question="Place"')
  await browser.post(`${copy}/answers`, { name: 'place', value: 'Ulm', replaces: '', do: 'answer' })
  expect((await browser.get(copy)).text).toContain('Not carried over')
  await browser.post(`${copy}/cancel`, {})
  expect((await browser.get(copy)).text).not.toContain('Not carried over')
})

describe('templates', () => {
  test('mistakes are listed with their place, and what was typed stays', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const { status, text } = await browser.post('/templates', {
      name: 'Broken one',
      file: textFile('Dear {{#name}}\nand {{/other}}'),
    })
    expect(status).toBe(422)
    expect(text).toContain('value="Broken one"')
    expect(text).toMatch(/class="mistakes"[^]*line 2/)
  })

  test('another engine’s template: losses are listed, a marked copy is offered, what is let go is noted', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const file = () => new File([wordFile({ body: p('Dear {name}') + p('{price * 2} EUR') })], 'theirs.docx')
    const refused = await browser.post('/templates', { name: 'Theirs', file: file(), syntax: 'docxtemplater' })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(
      /class="mistakes"[^]*paragraph 2[^]*price_times_2[^]*formaction="\/templates\/marked"[^]*name="accept_losses"/,
    )
    expect(refused.text).toMatch(/<option value="docxtemplater"\s+selected>/)
    const marked = await browser.post('/templates/marked', { name: 'Theirs', file: file(), syntax: 'docxtemplater' })
    expect(marked.headers.get('content-disposition')).toContain('theirs (marked).docx')
    expect(marked.text.startsWith('PK')).toBe(true)
    expect((await browser.get('/templates/theirs')).status).toBe(404)
    const added = await browser.post('/templates', {
      name: 'Theirs',
      file: file(),
      syntax: 'docxtemplater',
      accept_losses: '1',
    })
    expect(added.location).toBe('/templates/theirs')
    const { text } = await browser.get(added.location)
    expect(text).toMatch(
      /Please check[^]*price_times_2[^]*made from\s+<a\s+href="\/templates\/theirs\/versions\/1\/original"/,
    )
    expect((await browser.get('/templates/theirs/versions/1/original')).text.startsWith('PK')).toBe(true)
  })

  test('a Markdown file makes Word documents', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const { location } = await browser.post('/templates', {
      name: 'Wordy',
      file: textFile('# Hello {{name}}', 'wordy.md'),
      output: 'word',
    })
    const preview = await browser.post(`${location}/preview`, {})
    expect(preview.headers.get('content-disposition')).toContain('.docx')
    expect(preview.text.startsWith('PK')).toBe(true)
  })

  test('no file, a taken name, a broken questions file: said, and nothing is added', async () => {
    const browser = await new PlainBrowser().signIn('author')
    expect((await browser.post('/templates', { name: 'Empty' })).status).toBe(400)
    await template(browser, 'Taken', 'Dear {{name}}')
    const taken = await browser.post('/templates', { name: 'Taken', file: textFile('Dear {{other}}') })
    expect(taken.status).toBe(409)
    expect(taken.text).toContain('href="/templates/taken"')
    const broken = await browser.post('/templates', {
      name: 'Listed',
      file: textFile('Dear {{name}}'),
      questions: new File(['- {'], 'questions.yaml'),
    })
    expect(broken.status).toBe(422)
    expect((await browser.get('/templates/listed')).status).toBe(404)
  })

  test('a question is edited, its mistakes named at the field; two editors do not overwrite each other', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const id = await template(browser, 'Edited', 'Dear {{name}}, {{note}}')
    const revision = async () =>
      /name="if_revision" value="(\d+)"/.exec((await browser.get(`/templates/${id}?q=note`)).text)![1]!
    const save = (fields: Record<string, string>) =>
      browser.post(`/templates/${id}/questions`, { q: 'note', label: 'Note', kind: 'text', required: '1', ...fields })
    const first = await revision()
    const wrong = await save({ kind: 'one_of', if_revision: first })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/<textarea\s+name="choices"[^>]*aria-invalid="true"/)
    expect(
      (await save({ kind: 'one_of', choices: 'a = Apples\nb = Pears', default: 'Apples', if_revision: first })).status,
    ).toBe(303)
    expect((await browser.get(`/templates/${id}`)).text).toContain('Apples · Pears')
    const late = await save({ label: 'My own label', if_revision: first })
    expect(late.status).toBe(412)
    expect(late.text).toMatch(/Somebody else has changed this question[^]*One of[^]*My own label/)
    expect((await save({ label: 'My own label', if_revision: await revision() })).status).toBe(303)
    const down = await browser.post(`/templates/${id}/questions/move`, {
      q: 'name',
      way: 'down',
      if_revision: await revision(),
    })
    expect(down.status).toBe(303)
    const { text } = await browser.get(`/templates/${id}`)
    expect(text.indexOf('My own label')).toBeLessThan(text.indexOf('<code>name</code>'))
  })

  test.each(['letter', 'agreement', 'offer'])(
    'the sample “%s” is added with a click, and its preview is a Word file',
    async (name) => {
      const browser = await new PlainBrowser().signIn('author')
      const { status, location } = await browser.post(`/templates/samples/${name}`, {})
      expect(status).toBe(303)
      const preview = await browser.post(`${location}/preview`, {})
      expect(preview.status).toBe(200)
      expect(preview.headers.get('content-type')).toContain('wordprocessingml')
      expect(preview.text.startsWith('PK')).toBe(true)
    },
  )

  test('retired and restored, and a new version of the file keeps the edits', async () => {
    const browser = await new PlainBrowser().signIn('author')
    const id = await template(browser, 'Lifecycle', 'Dear {{name}}')
    await browser.post(`/templates/${id}/questions`, { q: 'name', label: 'Who is it?', kind: 'text', required: '1' })
    expect(
      (await browser.post(`/templates/${id}/versions`, { file: textFile('Hello {{name}} from {{city}}') })).status,
    ).toBe(303)
    expect((await browser.get(`/templates/${id}`)).text).toMatch(/Who is it\?[^]*City/)
    await browser.post(`/templates/${id}/retire`, {})
    expect((await browser.post('/generations', { template_id: id })).status).toBe(409)
    await browser.post(`/templates/${id}/restore`, {})
    expect((await browser.post('/generations', { template_id: id })).status).toBe(303)
  })
})

describe('for admins', () => {
  test('a key is made, shown once, works, and is revoked', async () => {
    const browser = await new PlainBrowser().signIn('admin')
    const incomplete = await browser.post('/keys', { name: 'Robot' })
    expect(incomplete.status).toBe(422)
    expect(incomplete.text).toContain('value="Robot"')
    const made = await browser.post('/keys', { name: 'Robot', roles: ['requester', 'reporter'] })
    const secret = /class="command">([^<]+)</.exec(made.text)![1]!
    const ask = async () =>
      (await fetch(`${service.url}/api/v1/templates`, { headers: { authorization: `Bearer ${secret}` } })).status
    expect(await ask()).toBe(200)
    expect((await browser.get('/keys')).text).not.toContain(secret)
    const [, id] = /<strong>Robot<\/strong>[^]*?action="\/keys\/([^"]+)\/revoke"/.exec(made.text)!
    await browser.post(`/keys/${id}/revoke`, {})
    expect(await ask()).toBe(401)
  })

  test('audit, reports and operations are there', async () => {
    const browser = await new PlainBrowser().signIn('admin')
    await begin(browser, await template(browser, 'Counted', 'Dear {{name}}'))
    await service.app.settled()
    expect((await browser.get('/audit?type=TemplateRegistered')).text).toMatch(
      /added the template “<a href="\/audit\?template=counted"><bdi>Counted<\/bdi><\/a>” with 1 question/,
    )
    expect((await browser.get('/audit?from=nonsense')).status).toBe(400)
    expect((await browser.get('/reports')).text).toMatch(/<svg class="chart"[^]*<title id="chart-title">/)
    expect((await browser.get('/operations')).text).toContain('up to date')
  })
})

describe('a question handed to a colleague', () => {
  test('is said in the conversation and can be taken back; the colleague finds and answers it alone', async () => {
    const ada = await new PlainBrowser().signIn('author')
    const link = await service.person('Grace Hopper', 'requester')
    const grace = new PlainBrowser()
    await grace.post('/sign-in', { token: new URL(await service.linkFor(link)).searchParams.get('token')! })
    const path = await begin(ada, await template(ada, 'Handed', 'Dear {{name}}, pay {{price}} in {{city}}'))
    await ada.post(`${path}/answers`, { name: 'name', value: 'SECRET' })
    const id = path.replace('/generations/', '')
    const requester = (await service.app.aggregates.load(generationDecider, generationStream(id))).state.requester!
    const hand = () =>
      delegateQuestion(
        service.app,
        { id, name: 'price', to: link.actor, note: 'Please' },
        createCommandRequest(service.app, {
          caller: { actor: requester, tenant: 'default', roles: ['author'] },
          surface: 'console',
          request: {},
        }),
      )
    await hand()
    expect((await ada.get(path)).text).toMatch(/Waiting for Grace Hopper: <strong>Price[^]*Take it back/)
    await service.app.settled()
    expect((await grace.get('/')).text).toMatch(/Asked of you[^]*Price[^]*Handed/)
    const asked = await grace.get(`/asked/${id}/price`)
    expect(asked.text).toMatch(/Please[^]*Price/)
    expect(asked.text).not.toContain('SECRET')
    expect((await grace.get(path)).status).toBe(404)
    expect((await grace.get(`/asked/${id}/city`)).status).toBe(404)

    await ada.post(`${path}/questions/withdraw`, { name: 'price' })
    expect((await grace.post(`/asked/${id}/price`, { value: '12' })).status).toBe(409)
    await hand()
    await ada.post(`${path}/answers`, { name: 'city', value: 'Oslo' })
    expect((await ada.get(path)).text).toContain('You can also answer this yourself')
    expect((await grace.post(`/asked/${id}/price`, { value: 'no idea' })).status).toBe(422)
    expect((await grace.post(`/asked/${id}/price`, { value: '12' })).location).toBe(`/asked/${id}/price`)
    expect((await grace.get(`/asked/${id}/price`)).text).toContain('Thank you')
    expect((await ada.get(path)).text).toContain('12')
    expect((await ada.get(`${path}/timeline`)).text).toMatch(/asked <bdi>Grace Hopper<[^]*took back the question/)
  })
})

test('a question that was come back to elsewhere is asked here, too, with the answer that is there', async () => {
  const ada = await new PlainBrowser().signIn('author')
  const path = await begin(ada, await template(ada, 'Came back', 'Dear {{name}} of {{city}}'))
  await ada.post(`${path}/answers`, { name: 'name', value: 'Zoë' })
  await ada.post(`${path}/answers`, { name: 'city', value: 'Oslo' })
  const id = path.replace('/generations/', '')
  const actor = (await service.app.aggregates.load(generationDecider, generationStream(id))).state.requester!
  await reopenQuestion(
    service.app,
    { id, reason: 'edit', name: 'name' },
    createCommandRequest(service.app, {
      caller: { actor, tenant: 'default', roles: ['author'] },
      surface: 'slack',
      request: {},
    }),
  )
  const asked = (await ada.get(path)).text
  expect(/<section\s+id="now"[^]*?<\/section>/.exec(asked)?.[0]).toMatch(/Name[^]*value="Zoë"/)
  expect(/<ol\s+class="chat"[^]*?<\/ol>/.exec(asked)?.[0]).not.toContain('Zoë')
  const replaces = /name="replaces"\s+value="(\d+)"/.exec(asked)![1]!
  await ada.post(`${path}/answers`, { name: 'name', value: 'Zoë', replaces })
  expect((await ada.get(path)).text).toMatch(/Zoë[^]*Oslo/)
  expect((await service.app.aggregates.load(generationDecider, generationStream(id))).state.phase).toBe('reviewing')
})

describe('the language of documents', () => {
  test('is given with a template, said with each question and in the review, and changed on both pages', async () => {
    const browser = await new PlainBrowser().signIn('admin')
    const file = textFile('Ab {{start_date}} für {{amount}}. {{note}}', 'a.md')
    const { location } = await browser.post('/templates', { name: 'Vertrag', file, language: 'de-DE' })
    expect((await browser.get(location)).text).toContain('Documents are in German (Germany).')
    const conversation = await begin(browser, 'vertrag')
    const first = await browser.get(conversation)
    expect(first.text).toContain('Write it your way; the document is in German (Germany).')
    expect(first.text).toContain('You write in English (United Kingdom), the document is in German (Germany)')
    await browser.post(`${conversation}/answers`, { name: 'start_date', value: '6 May 1990', do: 'answer' })
    await browser.post(`${conversation}/answers`, { name: 'amount', value: '1,250.00', do: 'answer' })
    expect((await browser.get(conversation)).text).toMatch(
      /<p class="hint"[^>]*>The document is in German \(Germany\)\.</,
    )
    await browser.post(`${conversation}/answers`, { name: 'note', value: 'Danke', do: 'answer' })
    const review = (await browser.get(conversation)).text.replaceAll(/\s+/g, ' ')
    expect(review).toContain('6 May 1990</span> <span class="hint printed">in the document: 6. Mai 1990</span>')
    expect(review).toContain('in the document: 1.250,00')
    expect(review).not.toContain('in the document: Danke')

    expect(
      (await browser.post(`${conversation}/language`, { locale: 'en-GB', document_language: 'fr-FR' })).status,
    ).toBe(303)
    expect((await browser.get(conversation)).text).toContain('in the document: 6 mai 1990')
    const refused = await browser.post(`${conversation}/language`, { document_language: 'german' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('“german” is no language')])

    const wrong = await browser.post('/templates/vertrag/language', { language: 'german' })
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('“german” is no language')])
    expect((await browser.post('/templates/vertrag/language', { language: 'it-IT' })).status).toBe(303)
    const page = await browser.get('/templates/vertrag')
    expect(page.text).toContain('Documents are in Italian (Italy).')
    expect(page.text).toContain('version 2')
  })
})

test('an author sets when conversations remind and end, on the page of the template', async () => {
  const browser = await new PlainBrowser().signIn('author')
  const file = textFile('Dear {{name}}', 'waiting.txt')
  const { location } = await browser.post('/templates', { name: 'Waiting', file })
  expect((await browser.get(location)).text).toContain('Conversations remind and expire as the service is set.')
  const set = (idle_days: string, reminders: string) =>
    browser.post(`${location}/waiting-times`, { idle_days, reminders })
  expect((await set('60', '2, 14')).status).toBe(303)
  expect((await browser.get(location)).text).toContain('Slack reminds after 2 and 14 days without one.')
  const wrong = await set('60', 'weekly')
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('“weekly” are no days')])
  const late = await set('5', '2, 14')
  expect([late.status, late.text]).toEqual([422, expect.stringContaining('expires after 5')])
  expect((await set('', '')).status).toBe(303)
  expect((await browser.get(location)).text).toContain('Conversations remind and expire as the service is set.')
})

test('an author corrects a question of the published version while a draft is the latest', async () => {
  const browser = await new PlainBrowser().signIn('author')
  const { location } = await browser.post('/templates', { name: 'Correct', file: textFile('Dear {{nmae}}', 'a.txt') })
  await browser.post(`${location}/versions`, { file: textFile('Dear {{nmae}} of {{city}}', 'b.txt'), draft: '1' })
  const draft = await browser.get(location)
  expect(draft.text).toContain('the latest version, which is not published')
  const published = await browser.get(`${location}?of=published`)
  expect(published.text).not.toContain('<code>city</code>')
  const form = await browser.get(`${location}?of=published&q=nmae`)
  expect(form.text).toContain('<input type="hidden" name="of" value="published"')
  const if_revision = /name="if_revision" value="(\d+)"/.exec(form.text)![1]!
  const fields = { of: 'published', q: 'nmae', label: 'Your name', kind: 'text', required: '1', if_revision }
  const saved = await browser.post(`${location}/questions`, fields)
  expect([saved.status, saved.location]).toEqual([303, `${location}?of=published`])
  const now = await service.app.aggregates.load(templateDecider, 'template-default-correct')
  expect(now.state).toMatchObject({ published: 3 })
  expect(now.state.versions.map(({ questions }) => questions.map(({ label }) => label))).toEqual([
    ['Nmae'],
    ['Nmae', 'City'],
    ['Your name'],
    ['Your name', 'City'],
  ])
  const stale = await browser.post(`${location}/questions`, fields)
  expect([stale.status, stale.text]).toEqual([412, expect.stringContaining('name="of" value="published"')])
})
