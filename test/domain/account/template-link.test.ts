/** Links of templates: when they end, who may use what by them, and what mails about them say. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proofMailText, returnMailText } from '../../../src/domain/account/outsider-mail-texts.ts'
import { linkEnd, linkExpiry, linkTitleSchema, outsiderName } from '../../../src/domain/account/template-link.ts'
import { hasRole, outsiderWhoBegins } from '../../../src/domain/kernel/access.ts'
import { mayEditTemplate, maySeeOthers, mayUseTemplate, NOBODY } from '../../../src/domain/template/template-access.ts'

const NOW = '2026-11-21T10:00:00.000Z'
const times = { link_days: 90, return_days: 30 }
const link = { expires_at: '2026-12-01T00:00:00.000Z', withdrawn_at: null, uses: 2, used: 1 }

describe('a link', () => {
  test.each([
    [{}, undefined],
    [{ used: 2 }, 'used_up'],
    [{ expires_at: NOW }, 'expired'],
    [{ expires_at: NOW, used: 2 }, 'expired'],
    [{ withdrawn_at: NOW, expires_at: NOW, used: 2 }, 'withdrawn'],
  ])('%j ends as %s', (change, end) => {
    expect(linkEnd({ ...link, ...change }, NOW)).toBe(end)
  })

  test.each([
    [undefined, times, '2026-12-05T10:00:00.000Z'],
    [undefined, { ...times, link_days: 3 }, '2026-11-24T10:00:00.000Z'],
    ['2026-11-22T00:00:00+02:00', times, '2026-11-21T22:00:00.000Z'],
    ['2027-02-19T10:00:00.000Z', times, '2027-02-19T10:00:00.000Z'],
  ])('wanted until %s, it is good until', (wanted, allowed, end) => {
    expect(linkExpiry(wanted, NOW, allowed)).toEqual({ ok: true, value: end })
  })

  test.each([
    [NOW, times, 'unprocessable', 'a time to come'],
    ['2027-02-19T10:00:00.001Z', times, 'unprocessable', '90 days at most'],
    [undefined, { ...times, link_days: 0 }, 'conflict', 'makes no links'],
  ])('until %s is refused', (wanted, allowed, code, sentence) => {
    expect(linkExpiry(wanted, NOW, allowed)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(sentence) },
    })
  })

  test('a title is one line that can be shown', () => {
    expect(linkTitleSchema.safeParse('  Tenants ').data).toBe('Tenants')
    for (const title of ['a\nb', 'a\u202eb', '\ud800', 'x'.repeat(101)])
      expect([title, linkTitleSchema.safeParse(title).success]).toEqual([title, false])
  })

  test('names say whether it was shown who it is', () => {
    const title = 'Tenants'
    expect(outsiderName({ name: 'a@b.org', email_proved: true, title })).toBe('a@b.org (proved), by the link “Tenants”')
    expect(outsiderName({ name: 'Zoë', email_proved: false, title })).toBe('Zoë (not proved), by the link “Tenants”')
    expect(outsiderName({ name: null, email_proved: false, title })).toBe('Somebody, by the link “Tenants”')
  })
})

describe('whoever begins by a link', () => {
  const audience = fc.oneof(
    fc.constant('everyone' as const),
    fc.record({
      people: fc.array(fc.constantFrom('outsider:one', 'person:ada')),
      groups: fc.array(fc.constantFrom('Legal')),
    }),
  )
  const template = fc.record({
    id: fc.constantFrom('lease', 'other'),
    maker: fc.constantFrom('outsider:one', 'person:ada'),
    access: fc.record({ use: audience, edit: audience, see: audience, maker_edits: fc.boolean() }),
  })

  test('uses that template, whoever else may, and no other; edits and sees nothing', () => {
    fc.assert(
      fc.property(template, (any) => {
        // What `see` says of everybody is said of those with an account.
        const one = { ...any, access: { ...any.access, see: NOBODY } }
        const caller = outsiderWhoBegins('outsider:one', 'default', 'lease')
        expect(mayUseTemplate(caller, one)).toBe(one.id === 'lease')
        expect(mayEditTemplate(caller, one)).toBe(false)
        expect(maySeeOthers(caller, one)).toBe(false)
        expect(hasRole(caller, 'author')).toBe(false)
      }),
    )
  })
})

describe('mails', () => {
  const said = {
    template: 'Lease',
    by: 'Ada',
    url: 'https://docs.example.com/answer/begin?token=x',
    base: 'https://docs.example.com',
  }

  test('say who asks, what for, how long the link works, and what to do', () => {
    const { subject, text } = proofMailText({ ...said, minutes: 60 })
    expect(subject).toBe('Your link to “Lease”')
    expect(text).toContain(`Ada asks you for answers: “Lease”. Open this link and press “Begin”:\n\n${said.url}\n`)
    expect(text).toContain('within 60 minutes')
    expect(returnMailText({ ...said, until: '2026-12-24' }).text).toContain('It works until 2026-12-24.')
  })

  test('names bring in no line and no link of their own', () => {
    const template = 'Lease\r\nBcc: x@example.com\nhttps://evil.example'
    for (const { subject, text } of [
      proofMailText({ ...said, template, by: template, minutes: 60 }),
      returnMailText({ ...said, template, by: template, until: '2026-12-24' }),
    ]) {
      expect(subject).not.toMatch(/[\r\n]/)
      expect(text).not.toContain('\nBcc')
      expect(text.match(/https:\/\/\S+/g)!.every((url) => url.startsWith('https://docs.example.com'))).toBe(true)
    }
  })
})
