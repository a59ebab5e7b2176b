import { describe, expect, test } from 'vitest'
import {
  itemWordsOf,
  labelOf,
  listLabelOf,
  yesNoLabelOf,
} from '../../../../src/domain/questions/inference/question-labels.ts'

describe('yes/no names become questions', () => {
  test.each([
    ['has_nda', 'Is there an NDA?'],
    ['HAS_NDA', 'Is there an NDA?'],
    ['hasNDA', 'Is there an NDA?'],
    ['if_has_lawyer', 'Is there a lawyer?'],
    ['has_pets', 'Are there pets?'],
    ['has_insurance', 'Is there insurance?'],
    ['has_unit', 'Is there a unit?'],
    ['has_a_dog', 'Is there a dog?'],
    ['has_gt_2_children', 'Are there more than 2 children?'],
    ['has_signed', 'Signed?'],
    ['has_been_paid', 'Has it been paid?'],
    ['is_international', 'International?'],
    ['is_us_citizen', 'US citizen?'],
    ['is_tenant_married', 'Is the tenant married?'],
    ['tenant_is_married', 'Is the tenant married?'],
    ['tenant_has_pets', 'Does the tenant have pets?'],
    ['are_pets_allowed', 'Are pets allowed?'],
    ['needs_visa', 'Is a visa needed?'],
    ['pets_allowed', 'Pets allowed?'],
    ['if_paid_deposit', 'Paid deposit?'],
    ['hat_garage', 'Garage vorhanden?'],
    ['ist_verheiratet', 'Verheiratet?'],
    ['haustiere_erlaubt', 'Haustiere erlaubt?'],
    ['tiene_garaje', '¿Tiene garaje?'],
    ['a_un_garant', 'Y a-t-il un garant\u00a0?'],
    ['heeft_garage', 'Garage aanwezig?'],
    ['駐車場あり', '駐車場あり？'],
  ])('%s: %s', (name, label) => {
    expect(yesNoLabelOf(name)).toBe(label)
  })
})

describe('words are written as people write them', () => {
  test.each([
    ['START_DATE', 'Start date'],
    ['DATUM', 'Datum'],
    ['DATUM_ZAHLUNGSERINNERUNG', 'Datum Zahlungserinnerung'],
    ['CUSTOMER_IBAN', 'Customer IBAN'],
    ['NDA', 'NDA'],
    ['stellplatz_nr', 'Stellplatz Nr.'],
    ['invoice_nr', 'Invoice no.'],
    ['kuendigungsfrist', 'Kündigungsfrist'],
    ['Kuendigungsfrist', 'Kündigungsfrist'],
    ['mahngebuehr', 'Mahngebühr'],
    ['vermieter_strasse', 'Vermieter Straße'],
    ['neue_miete', 'Neue Miete'],
    ['prenom', 'Prénom'],
    ['numero_telephone', 'Numéro téléphone'],
    ['direccion', 'Dirección'],
    ['endereco', 'Endereço'],
    ['契約開始日', '契約開始日'],
  ])('%s: %s', (name, label) => {
    expect(labelOf(name)).toBe(label)
  })

  test('words that are no German keep their letters', () => {
    expect(labelOf('blue_value')).toBe('Blue value')
    expect(labelOf('business_continued')).toBe('Business continued')
    expect(labelOf('fuerza_mayor')).toBe('Fuerza mayor')
    expect(labelOf('schoenen')).toBe('Schoenen')
  })
})

test('only what has a plural in s gets one', () => {
  expect(listLabelOf('each_party')).toBe('Parties')
  expect(listLabelOf('each_inquilino')).toBe('Inquilinos')
  expect(listLabelOf('each_同居人')).toBe('同居人')
  expect(listLabelOf('each_mieter')).toBe('Mieter')
  expect(itemWordsOf('同居人')).toEqual(['同居人'])
})
