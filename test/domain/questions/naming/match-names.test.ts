import { describe, expect, it } from 'vitest'
import { matchNamed } from '../../../../src/domain/questions/naming/match-names.ts'
import { findNearest } from '../../../../src/domain/questions/naming/nearest-names.ts'

const QUESTIONS = [
  { name: 'party_name', label: 'Name of the other party' },
  { name: 'start_date', label: 'Start date' },
  { name: 'startGeld', label: 'Startgeld' },
  { name: 'end_date', label: 'End date' },
  { name: 'straße', label: 'Straße und Hausnummer' },
]

describe('which question a name means', () => {
  it.each([
    ['party', 'party_name'],
    ['Party Name', 'party_name'],
    ['start_date', 'start_date'],
    ['START DATE', 'start_date'],
    ['start-date', 'start_date'],
    ['end', 'end_date'],
    ['Straße', 'straße'],
    ['hausnummer', 'straße'],
  ])('%j is %s', (written, name) => {
    expect(matchNamed(QUESTIONS, written)).toMatchObject({ one: { name } })
  })

  it('does not guess between two', () => {
    expect(matchNamed(QUESTIONS, 'date')).toMatchObject({ several: [{ name: 'start_date' }, { name: 'end_date' }] })
    expect(matchNamed(QUESTIONS, 'start')).toMatchObject({ several: [{ name: 'start_date' }, { name: 'startGeld' }] })
  })

  it('finds nothing where nothing fits', () => {
    expect(matchNamed(QUESTIONS, 'colour')).toBe('none')
    expect(matchNamed(QUESTIONS, ' = ')).toBe('none')
  })
})

describe('the nearest templates', () => {
  const TEMPLATES = [
    { id: 'mutual-nda', name: 'Mutual NDA' },
    { id: 'nda-short', name: 'NDA, short' },
    { id: 'offer', name: 'Offer' },
    { id: 'mietvertrag', name: 'Mietvertrag' },
  ]
  it.each([
    ['nda', ['nda-short', 'mutual-nda']],
    ['ofer', ['offer']],
    ['mitevertrag', ['mietvertrag']],
    ['mutual agreement', ['mutual-nda']],
    ['xyzzy', []],
  ])('to %j are %j', (written, ids) => {
    expect(findNearest(TEMPLATES, written).map(({ id }) => id)).toEqual(ids)
  })
})
