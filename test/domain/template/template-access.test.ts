/** Who may use, edit and see, as pure rules. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROLES, type Caller, type Role } from '../../../src/domain/kernel/access.ts'
import {
  checkNewAccess,
  DEFAULT_ACCESS,
  maySeeOthers,
  mayEditTemplate,
  mayUseTemplate,
  NOBODY,
  orderAccess,
  type Audience,
  type TemplateAccess,
} from '../../../src/domain/template/template-access.ts'
import { templateStream } from '../../../src/domain/template/template-id.ts'

const caller = (actor: string, ...roles: Role[]): Caller => ({ actor, tenant: 'default', roles })
const template = (access: Partial<TemplateAccess> = {}) => ({
  maker: 'person:maker',
  access: { ...DEFAULT_ACCESS, ...access },
})
const only = (...people: string[]): Audience => ({ people, groups: [] })

describe('without a word on access', () => {
  test('requesters use it, authors edit it, admins see what others make', () => {
    const may = (role: Role) => {
      const who = caller('person:one', role)
      return [mayUseTemplate(who, template()), mayEditTemplate(who, template()), maySeeOthers(who, template())]
    }
    expect(Object.fromEntries(ROLES.map((role) => [role, may(role)]))).toEqual({
      admin: [true, true, true],
      author: [true, true, false],
      requester: [true, false, false],
      guest: [false, false, false],
      auditor: [false, false, false],
      reporter: [false, false, false],
    })
  })
})

describe('named', () => {
  test('by a group, an issuer’s as well, and by the id of an account that was joined', () => {
    const legal = template({ use: { people: [], groups: ['Legal'] } })
    expect(mayUseTemplate({ ...caller('person:one', 'requester'), groups: ['Legal'] }, legal)).toBe(true)
    expect(mayUseTemplate(caller('person:one', 'requester'), legal)).toBe(false)
    const old = template({ see: only('person:old') })
    expect(maySeeOthers({ ...caller('person:new', 'requester'), formerly: ['person:old'] }, old)).toBe(true)
  })

  test('counts with the role alone: a guest sees nothing, a requester edits nothing', () => {
    const all = template({ use: only('person:one'), edit: only('person:one'), see: 'everyone' })
    expect(maySeeOthers(caller('person:one', 'guest'), all)).toBe(false)
    expect(mayUseTemplate(caller('person:one', 'guest'), all)).toBe(false)
    expect(mayEditTemplate(caller('person:one', 'requester'), all)).toBe(false)
  })

  test('whoever edits it uses it; whoever made it edits it, until that is taken away', () => {
    const closed = template({ use: NOBODY, edit: NOBODY })
    expect(mayUseTemplate(caller('person:maker', 'author'), closed)).toBe(true)
    expect(mayEditTemplate(caller('person:maker', 'author'), closed)).toBe(true)
    expect(mayEditTemplate(caller('person:maker', 'author'), template({ edit: NOBODY, maker_edits: false }))).toBe(
      false,
    )
    expect(mayEditTemplate(caller('person:maker', 'requester'), closed)).toBe(false)
  })

  test('means nothing to a session for one conversation', () => {
    const outsider = { ...caller('person:one', 'admin'), only_generation: 'g' }
    expect([mayUseTemplate(outsider, template()), mayEditTemplate(outsider, template())]).toEqual([false, false])
    expect(maySeeOthers(outsider, template({ see: 'everyone' }))).toBe(false)
  })
})

describe('setting it', () => {
  test('who sees, and the maker’s right, are an admin’s', () => {
    const author = caller('person:maker', 'author')
    const admin = caller('person:admin', 'admin')
    const seen = { ...DEFAULT_ACCESS, see: 'everyone' as const }
    expect(checkNewAccess(author, seen, template())).toMatchObject({ ok: false, error: { details: { field: 'see' } } })
    expect(checkNewAccess(admin, seen, template()).ok).toBe(true)
    const taken = { ...DEFAULT_ACCESS, edit: only('person:other'), maker_edits: false }
    expect(checkNewAccess(author, taken, template())).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(checkNewAccess(admin, taken, template()).ok).toBe(true)
  })

  test('a maker who is left out while every author edits is refused: it would change nothing', () => {
    const wanted = { ...DEFAULT_ACCESS, maker_edits: false }
    expect(checkNewAccess(caller('person:admin', 'admin'), wanted, template())).toMatchObject({
      error: { code: 'unprocessable', details: { field: 'edit' } },
    })
  })

  test('names stand once and in order, however they were sent', () => {
    const names = fc.array(fc.constantFrom('b', 'a', 'e\u0301', 'é', ' c '), { maxLength: 6 })
    fc.assert(
      fc.property(names, names, (people, groups) => {
        const one = orderAccess({ ...DEFAULT_ACCESS, use: { people, groups } })
        const again = orderAccess({ ...one, use: { people: people.toReversed(), groups: groups.toReversed() } })
        expect(again).toEqual(one)
        expect(orderAccess(one)).toEqual(one)
      }),
    )
  })
})

describe('streams', () => {
  test('are never those of another template, whatever tenants and ids are called', () => {
    const tenant = fc.oneof(
      fc.constantFrom(
        'default',
        'slack-t1',
        'slack',
        'slack-t1-a',
        'default-a',
        '.default',
        'a_hb',
        'a-b',
        'a__b',
        'a_b',
      ),
      fc.string({ unit: fc.constantFrom('a', 'b', '-', '_', '.', '~', 'h', 't'), minLength: 1, maxLength: 6 }),
    )
    const id = fc.constantFrom('a', 'b', 'a-b', 'b-a', 't1-a', 'x')
    fc.assert(
      fc.property(tenant, id, tenant, id, (one, first, other, second) => {
        fc.pre(one !== other || first !== second)
        expect(templateStream(one, first)).not.toBe(templateStream(other, second))
      }),
      { numRuns: 2000 },
    )
  })

  test('are as they were for the tenants that had some, and have names that stores take', () => {
    expect(templateStream('default', 'cover-letter')).toBe('template-default-cover-letter')
    expect(templateStream('slack-t024be7lr', 'nda')).toBe('template-slack-t024be7lr-nda')
    expect(templateStream('openid-0a1b2c3d4e5f-~9f', 'nda')).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,249}$/)
  })
})
