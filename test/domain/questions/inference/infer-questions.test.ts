import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inferQuestions } from '../../../../src/domain/questions/inference/infer-questions.ts'
import type { Outline, OutlineNode } from '../../../../src/domain/questions/outline.ts'
import { questionSchema, type Kind, type Question } from '../../../../src/domain/questions/question.ts'
import { rows, section, unless, v } from '../../../support/data/outlines.ts'
import { growthOf } from '../../../support/processor-cost.ts'

const infer = (...outline: OutlineNode[]) => inferQuestions(outline).questions
const kinds = (questions: readonly Question[]) => Object.fromEntries(questions.map(({ name, kind }) => [name, kind]))
const find = (questions: readonly Question[], name: string) => {
  const question = questions.find((one) => one.name === name)
  if (question === undefined)
    throw new Error(`no question ${name} among ${questions.map((one) => one.name).join(', ')}`)
  return question
}
/** `when` as text: `a !b | c`. */
const when = (question: Question) =>
  question.when.map((all) => all.map(({ section: name, is }) => (is ? name : `!${name}`)).join(' ')).join(' | ')

describe('what a section is', () => {
  test('a list when it uses {{.}}, with one field named . and called as one item', () => {
    const [tags] = infer(section('tags', v('.')))
    expect(tags).toEqual({
      name: 'tags',
      kind: 'list',
      label: 'Tags',
      required: true,
      when: [],
      fields: [{ name: '.', kind: 'text', label: 'Tag', required: true, when: [], guessed: true }],
    })
  })

  test('a list when its name begins with each_', () => {
    const [list] = infer(section('each_violation_in_condo_violations_true_values', v('violation')))
    expect(list).toMatchObject({
      kind: 'list',
      label: 'Condo violations',
      fields: [{ name: 'violation', label: 'Violation' }],
    })
  })

  test('a list when it stands round whole rows and holds variables that stand nowhere outside it', () => {
    const [list] = infer(rows('items', v('desc'), v('price')))
    expect(list).toMatchObject({ kind: 'list', fields: [{ name: 'desc' }, { name: 'price', kind: 'money' }] })
  })

  test('yes/no when all variables in its rows stand outside it too', () => {
    const questions = infer(v('price'), rows('discount', v('price')))
    expect(kinds(questions)).toEqual({ price: 'money', discount: 'yes_no' })
    expect(find(questions, 'price').when).toEqual([])
  })

  test('yes/no when its name says so, even round list items', () => {
    expect(kinds(infer(rows('if_paid', v('paid_date')), rows('has_lawyer', v('lawyer'))))).toEqual({
      if_paid: 'yes_no',
      paid_date: 'date',
      has_lawyer: 'yes_no',
      lawyer: 'text',
    })
  })

  test('an optional value when its own name is a variable inside it; other variables there wait for it', () => {
    const questions = infer(section('move_in_date', v('move_in_date'), v('agent')))
    expect(questions[0]).toEqual({
      name: 'move_in_date',
      kind: 'date',
      label: 'Move in date',
      required: false,
      when: [],
      guessed: true,
    })
    expect(when(find(questions, 'agent'))).toBe('move_in_date')
    expect(questions).toHaveLength(2)
  })

  test('yes/no otherwise, with a question for a label', () => {
    expect(infer(section('if_has_lawyer', v('lawyer_name')))).toMatchObject([
      { name: 'if_has_lawyer', kind: 'yes_no', label: 'Is there a lawyer?', required: true },
      { name: 'lawyer_name', when: [[{ section: 'if_has_lawyer', is: true }]] },
    ])
  })

  test('an inverted twin decides nothing, and a name that only ever stands inverted is yes/no', () => {
    expect(kinds(infer(unless('items', v('reason')), rows('items', v('desc'))))).toEqual({
      items: 'list',
      reason: 'long_text',
    })
    expect(kinds(infer(unless('furnished')))).toEqual({ furnished: 'yes_no' })
  })

  test('a list with nothing to fill in is asked as yes/no, and the author is told', () => {
    const { questions, notes } = inferQuestions([section('each_party')])
    expect(kinds(questions)).toEqual({ each_party: 'yes_no' })
    expect(notes).toMatchObject([{ name: 'each_party' }])
  })

  test('the author knows better: variables move in and out of the list', () => {
    const outline = [section('parties', v('party_name'))]
    expect(kinds(infer(...outline))).toEqual({ parties: 'yes_no', party_name: 'text' })
    const asList = inferQuestions(outline, new Map<string, Kind>([['parties', 'list']]))
    expect(asList.questions).toMatchObject([
      { name: 'parties', kind: 'list', fields: [{ name: 'party_name', when: [] }] },
    ])
    const asYesNo = inferQuestions([rows('clause', v('fee'))], new Map<string, Kind>([['clause', 'yes_no']]))
    expect(kinds(asYesNo.questions)).toEqual({ clause: 'yes_no', fee: 'money' })
    const asValue = inferQuestions([section('nickname', v('.'))], new Map<string, Kind>([['nickname', 'text']]))
    expect(asValue).toMatchObject({ questions: [{ name: 'nickname', kind: 'text', required: false }], notes: [] })
  })
})

describe('where the guess is weak, the author is told', () => {
  const noted = (...outline: OutlineNode[]) => inferQuestions(outline).notes.map(({ name }) => name)

  test.each<[string, OutlineNode[]]>([
    ['clause', [rows('clause', v('fee'))]],
    ['parties', [section('parties', v('party_name'))]],
    ['lawyer', [section('lawyer'), v('lawyer')]],
    ['.', [v('.')]],
    ['name', [v('name'), rows('items', v('name'), v('price'))]],
  ])('%s', (name, outline) => {
    expect(noted(...outline)).toEqual([name])
  })

  test('and not where it is strong', () => {
    expect(
      noted(
        rows('items', v('price')),
        section('has_pets', v('pets')),
        section('tags', v('.')),
        section('nickname', v('nickname')),
      ),
    ).toEqual([])
  })
})

describe('when a question is asked', () => {
  test('always, when it stands somewhere without a condition', () => {
    expect(when(find(infer(section('a', v('x')), v('x')), 'x'))).toBe('')
  })

  test('the sections around each place, outermost first, as alternatives', () => {
    const questions = infer(section('a', unless('b', v('x'))), section('c', v('x')))
    expect(when(find(questions, 'x'))).toBe('a !b | c')
    expect(when(find(questions, 'b'))).toBe('a')
  })

  test('without what follows from another alternative, and without contradictions', () => {
    expect(when(find(infer(section('a', section('b', v('x'))), section('a', v('x'))), 'x'))).toBe('a')
    expect(when(find(infer(section('a', unless('a', v('x'))), section('b', v('x'))), 'x'))).toBe('b')
    expect(when(find(infer(section('a', section('a', v('x')))), 'x'))).toBe('a')
  })

  test('both sides of a condition are no condition', () => {
    const questions = infer(section('a', section('b', v('x')), unless('b', v('x'))))
    expect(when(find(questions, 'x'))).toBe('a')
  })

  test('a section inside others, each inside the other, has no condition on itself', () => {
    const questions = infer(section('a', section('b', v('x'))), section('b', section('a', v('y'))))
    expect(questions.map((question) => [question.name, when(question)])).toEqual([
      ['a', ''],
      ['b', ''],
      ['x', 'a b'],
      ['y', 'b a'],
    ])
  })
})

describe('what belongs to an item', () => {
  test('fields are asked relative to their item; sections inside an item are fields too', () => {
    const [list] = infer(section('with_order', rows('items', v('desc'), section('is_gift', v('greeting')))))
    expect(list?.name).toBe('with_order')
    const items = find(
      infer(section('with_order', rows('items', v('desc'), section('is_gift', v('greeting'))))),
      'items',
    )
    expect(when(items)).toBe('with_order')
    expect(items.fields?.map((field) => [field.name, field.kind, when(field)])).toEqual([
      ['desc', 'text', ''],
      ['is_gift', 'yes_no', ''],
      ['greeting', 'text', 'is_gift'],
    ])
  })

  test('what stands outside as well is asked once, for all', () => {
    const questions = infer(section('show', v('currency')), rows('items', v('price'), v('currency')))
    expect(find(questions, 'items').fields?.map(({ name }) => name)).toEqual(['price'])
    expect(when(find(questions, 'currency'))).toBe('show | items')
  })

  test('a condition of the document may stand inside an item', () => {
    const questions = infer(section('show_prices'), rows('items', v('desc'), section('show_prices', v('price'))))
    expect(kinds(questions)).toEqual({ show_prices: 'yes_no', items: 'list' })
    expect(when(find(find(questions, 'items').fields ?? [], 'price'))).toBe('show_prices')
  })

  test('the same name in two lists is a field of both', () => {
    const questions = infer(rows('sellers', v('name')), rows('buyers', v('name')))
    expect(questions.map(({ name, fields }) => [name, fields?.map((field) => field.name)])).toEqual([
      ['sellers', ['name']],
      ['buyers', ['name']],
    ])
  })

  test('lists nest, and what an outer item has is not asked in the inner one', () => {
    const questions = infer(rows('orders', v('number'), rows('lines', v('product'), v('number'))))
    const orders = find(questions, 'orders')
    expect(orders.fields?.map(({ name, kind }) => [name, kind])).toEqual([
      ['number', 'text'],
      ['lines', 'list'],
    ])
    expect(find(orders.fields ?? [], 'lines').fields?.map(({ name }) => name)).toEqual(['product'])
  })

  test('an inverted twin inside an item is on the item', () => {
    const orders = find(
      infer(rows('orders', v('id'), rows('lines', v('product')), unless('lines', v('excuse')))),
      'orders',
    )
    expect(when(find(orders.fields ?? [], 'excuse'))).toBe('!lines')
  })
})

test('questions come in document order, a section before what it holds', () => {
  expect(infer(v('b'), section('s', v('a'), v('b'), section('t', v('d'))), v('c')).map(({ name }) => name)).toEqual([
    'b',
    's',
    'a',
    't',
    'd',
    'c',
  ])
})

describe('kinds by name', () => {
  test.each<[Kind, string]>([
    [
      'date',
      'marriage_date date_of_birth dob birthday fullDate signed_on born_on valid_until vertragsdatum Datum ' +
        'date_2 due-date date_signed move_in_date geburtstag',
    ],
    ['email', 'email tenant_email e_mail eMail email_address e-mail email_2'],
    [
      'money',
      'amount total_price rent monthly_rent security_deposit_amount amount_due rent_per_month betrag ' +
        'nettobetrag kaution late_fee salary hourly_rate amount_2',
    ],
    ['integer', 'quantity qty number_of_children age notice_days anzahl_zimmer child_count c_age_in_years'],
    ['number', 'hours interest_rate percent'],
    ['phone', 'phone phone_number tenant_mobile fax telefon telefonnummer cellPhone'],
    ['link', 'url website homepage link web_address'],
    ['long_text', 'description notes comments reason_for_dismissal message tenant_address anschrift other_reason'],
    ['yes_no', 'is_married has_lawyer'],
    [
      'text',
      'name case_number invoice_number zip_code phone_extension date_format update candidate mandate ' +
        'tenant_address_on_one_line ip_address amount_in_words ' +
        'email_subject v1 payment_terms based_on last_months_rent_to_whom tax_id currency coverage city 2026 x',
    ],
  ])('%s', (kind, names) => {
    const guessed = names.split(' ').map((name) => [name, infer(v(name))[0]?.kind])
    expect(guessed).toEqual(names.split(' ').map((name) => [name, kind]))
  })

  test('the place decides where it leaves no choice', () => {
    expect(kinds(infer(v('company_logo', 'image'), v('map', 'link'), v('contact_email', 'link')))).toEqual({
      company_logo: 'image',
      map: 'link',
      contact_email: 'email',
    })
  })
})

describe('a variable that is a paragraph by itself', () => {
  const alone = (name: string): OutlineNode => ({ type: 'variable', name, alone: true })

  test('takes several lines, unless it stands in a line elsewhere or its name says what it is', () => {
    expect(
      kinds(infer(alone('force_majeure'), alone('carrier'), v('carrier'), alone('tenant_name'), alone('start_date'))),
    ).toEqual({ force_majeure: 'long_text', carrier: 'text', tenant_name: 'text', start_date: 'date' })
  })

  test('means nothing in the items of a list', () => {
    expect(infer(rows('goods', alone('ware')))[0]?.fields).toMatchObject([{ name: 'ware', kind: 'text' }])
  })
})

test('the names together show the language of one that could be of several', () => {
  expect(find(infer(v('data'), v('bank_account')), 'data').kind).toBe('text')
  expect(find(infer(v('data'), v('indirizzo_residenza'), v('importo')), 'data').kind).toBe('date')
})

test.each([
  ['tenant_name', 'Tenant name'],
  ['fullName', 'Full name'],
  ['full name', 'Full name'],
  ['first-name', 'First name'],
  ['IBAN', 'IBAN'],
  ['url', 'URL'],
  ['website_url', 'Website URL'],
  ['customerIBAN', 'Customer IBAN'],
  ['dob', 'Date of birth'],
  ['customer.name', 'Customer name'],
  ['Größe', 'Größe'],
  ['v1', 'V1'],
  ['__', '__'],
])('%s is labelled %s', (name, label) => {
  expect(infer(v(name))[0]?.label).toBe(label)
})

test('a short loop name is not repeated in the labels of fields', () => {
  const [list] = infer(section('each_c_in_doc_case_child', v('c_name'), v('c_age_in_years')))
  expect(list).toMatchObject({
    label: 'Doc case child',
    fields: [{ label: 'Name' }, { label: 'Age in years', kind: 'integer' }],
  })
})

const numbered = (count: number, make: (index: number) => Outline[number]): Outline =>
  Array.from({ length: count }, (_, index) => make(index))

test.each<[string, (size: number) => Outline]>([
  ['sections', (size) => numbered(size, (at) => section(`s${String(at)}`, v(`v${String(at % (size / 2))}`)))],
  ['fields of a list', (size) => [rows('items', ...numbered(size, (at) => v(`v${String(at)}`)))]],
  ['sections around one variable', (size) => numbered(size, (at) => section(`s${String(at)}`, v('x')))],
])('eight times as many %s cost nowhere near 64 times as much', async (_, make) => {
  const outlines = new Map([1_250, 10_000].map((size) => [size, make(size)]))
  expect(await growthOf((size) => inferQuestions(outlines.get(size) ?? []), 1_250, 10_000)).toBeLessThan(32)
})

test('sections five hundred deep cost no more than the conditions that they make, a quarter of a million', async () => {
  const nested = (depth: number): Outline =>
    Array.from({ length: depth }).reduce<Outline>(
      (inner, _, at) => [section(`d${String(at)}`, v(`v${String(at)}`), ...inner)],
      [v('x')],
    )
  // Each question has a condition for every section around it: four times as deep is sixteen times as many.
  expect(await growthOf((depth) => inferQuestions(nested(depth)), 125, 500)).toBeLessThan(48)
})

test('names that objects have of their own are names like any other', () => {
  const questions = infer(v('__proto__'), section('constructor', v('toString')), rows('toLocaleString', v('valueOf')))
  expect(questions.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'toString', 'toLocaleString'])
})

const names = fc.constantFrom('a', 'b', 'c', 'items', 'each_x', 'if_y', 'note', '.', '__proto__')
const outlines = fc.letrec<{ node: OutlineNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.record({ type: fc.constant('variable' as const), name: names }),
    fc.record({
      type: fc.constant('section' as const),
      name: names.filter((name) => name !== '.'),
      inverted: fc.boolean(),
      repeats: fc.boolean(),
      children: fc.array(tie('node'), { maxLength: 4 }),
    }),
  ),
})).node

function* allQuestions(questions: readonly Question[]): Generator<Question> {
  for (const question of questions) {
    yield question
    yield* allQuestions(question.fields ?? [])
  }
}

test('any outline gives valid questions, each name of it asked, and none that waits for itself', () => {
  fc.assert(
    fc.property(fc.array(outlines, { maxLength: 6 }), (outline) => {
      const { questions } = inferQuestions(outline)
      const all = [...allQuestions(questions)]
      for (const question of all) {
        questionSchema.parse(question)
        expect(question.when.flat().map(({ section: name }) => name)).not.toContain(question.name)
        expect(question.kind === 'list').toBe(question.fields !== undefined)
      }
      for (const scope of [questions, ...all.map(({ fields }) => fields ?? [])]) {
        expect(new Set(scope.map(({ name }) => name)).size).toBe(scope.length)
      }
      const asked = new Set(all.map(({ name }) => name))
      const namesIn = (nodes: Outline): string[] =>
        nodes.flatMap((node) => [node.name, ...(node.type === 'section' ? namesIn(node.children) : [])])
      for (const name of namesIn(outline)) if (name !== '.') expect(asked).toContain(name)
    }),
    { numRuns: 400 },
  )
})
