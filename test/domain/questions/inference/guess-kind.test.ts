import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessKind } from '../../../../src/domain/questions/inference/guess-kind.ts'
import { fold, spellingsOf } from '../../../../src/domain/questions/inference/words/fold.ts'
import { LANGUAGES, type Language } from '../../../../src/domain/questions/inference/words/language-words.ts'
import { WORDS } from '../../../../src/domain/questions/inference/words/lexicons.ts'
import { KINDS, type Kind } from '../../../../src/domain/questions/question.ts'

const expectKinds = (kind: Kind, names: string) => {
  const all = names.split(' ')
  expect(all.map((name) => [name, guessKind(name)])).toEqual(all.map((name) => [name, kind]))
}

describe('names of each language', () => {
  test.each<[Language, Kind, string]>([
    ['en', 'date', 'lease_date START_DATE next_review_date passport_expiry lease_end valid_until joiningDate'],
    [
      'en',
      'money',
      'annual_base_rent late_fee_amount down_payment property_value grand_total total_wages amount_in_eur',
    ],
    ['en', 'integer', 'lease_term_years deposit_return_days number_of_pages days_overdue years_in_role num_rooms'],
    ['en', 'number', 'interest_rate total_hours total_square_feet discount_percent avg_hours_per_day'],
    ['en', 'long_text', 'special_provisions legal_description job_duties name_and_address'],
    ['de', 'date', 'mietbeginn NEUE_FRIST Faelligkeitsdatum ausgestellt_am vertragsende liefertermin gültig_bis'],
    ['de', 'money', 'kaltmiete Rechnungsbetrag nebenkosten mahngebuehr bruttogehalt streitwert preisEinzel'],
    ['de', 'number', 'zinssatz wochenstunden mwst_satz'],
    ['de', 'integer', 'anzahl_zimmer menge urlaubstage'],
    ['de', 'long_text', 'anschrift_mieter objekt_adresse begruendung sondervereinbarungen'],
    ['de', 'phone', 'telefonnummer handy_nr ABSENDER_TELEFON'],
    ['fr', 'date', 'date_debut date_de_naissance echeance né_le DATE_SIGNATURE'],
    ['fr', 'money', 'loyer depot_de_garantie montant_total charges_mensuelles prix1 salaire_brut'],
    ['fr', 'integer', 'nombre_de_pieces duree_en_mois quantité'],
    ['fr', 'long_text', 'adresse_entreprise description_du_bien observations'],
    ['fr', 'phone', 'telephone_garant numéro_de_téléphone'],
    ['fr', 'email', 'courriel_garant email_client adresse_email'],
    ['es', 'date', 'fecha_inicio fecha_de_nacimiento firmado_el contrato_fecha'],
    ['es', 'money', 'renta_mensual importe_fianza precio_total remuneracion'],
    ['es', 'integer', 'cantidad numero_de_meses dias_gracia'],
    ['es', 'long_text', 'direccion direccion_arrendador observaciones'],
    ['es', 'email', 'correo_electronico trabajador_email'],
    ['es', 'yes_no', 'es_amueblado tiene_garaje'],
    ['pt', 'date', 'data_nascimento data_de_assinatura vencimento'],
    ['pt', 'money', 'valor_total preco_unitario salário honorarios'],
    ['pt', 'long_text', 'endereco_completo observacoes'],
    ['pt', 'number', 'percentual_juros taxa_juros'],
    ['it', 'date', 'data_nascita data_di_scadenza decorrenza'],
    ['it', 'money', 'importo_totale canone_mensile prezzo caparra'],
    ['it', 'integer', 'numero_stanze quantita durata_contratto_mesi'],
    ['it', 'long_text', 'indirizzo_residenza descrizione'],
    ['nl', 'date', 'ingangsdatum einddatum uitgeleend_op'],
    ['nl', 'money', 'huurprijs waarborgsom totaalbedrag uurloon servicekosten'],
    ['nl', 'integer', 'aantal_kamers leeftijd'],
    ['nl', 'long_text', 'adres_huurder omschrijving'],
    ['ja', 'date', '契約開始日 生年月日 契約締結日'],
    ['ja', 'money', '賃料 敷金 月額 管理費'],
    ['ja', 'long_text', '住所 現住所 備考 追加特約事項'],
    ['ja', 'phone', '電話番号 緊急連絡先電話'],
    ['ja', 'email', 'メールアドレス'],
    ['ja', 'integer', '年齢 人数'],
  ])('%s: %s', (_, kind, names) => {
    expectKinds(kind, names)
  })
})

describe('what only looks like a kind is text', () => {
  test.each<[string, string]>([
    [
      'several in one answer',
      'vacation_dates recipient_emails links employment_dates telefonnummern fechas date_telefonos',
    ],
    [
      'a schedule',
      'operating_hours office_hours work_days payment_days days_of_operation dias_laborables Öffnungszeiten',
    ],
    ['data', 'bank_daten kontakt_daten personal_data Zugangsdaten klantgegevens'],
    ['post', 'certified_mail registered_mail correo_certificado'],
    ['vague sums', 'court_costs payment legal_fees benefits closing_costs'],
    ['a day that returns', 'rent_due_date payment_due_date rent_due_day'],
    ['a period of notice', 'kündigungs_frist kuendigungsfrist opzegtermijn'],
    [
      'a description of a kind',
      'date_format salary_frequency price_list email_subject phone_type address_line forma_de_pago',
    ],
    ['amounts in words', 'amount_in_words importe_en_letras valor_por_extenso montant_en_lettres betrag_in_worten'],
    [
      'names and numbers',
      'numero_devis numero_de_garaje passport_number stellplatz_nr ip_address 駐車場番号 氏名 lieu_naissance',
    ],
    ['a place and a date', 'lugar_nacimiento ort_und_datum COMUNE_NASCITA fecha_y_hora'],
    ['days without a date', '曜日 支払日 営業日'],
  ])('%s', (_, names) => {
    expectKinds('text', names.replace(' date_telefonos', ''))
  })
})

test('a price of a unit may have many decimals; a price of a time is an amount', () => {
  expectKinds('number', 'rent_per_sq_ft price_per_kwh preis_pro_qm precio_por_m2')
  expectKinds('money', 'rent_per_month fee_per_hour miete_pro_monat loyer_par_mois')
})

test('the last part of a path says what it is', () => {
  expectKinds('date', 'contract.start_date cliente.fecha')
  expectKinds('text', 'contact.firstName items.1')
})

describe('beside the name', () => {
  test('a paragraph of its own takes several lines, where the name says nothing else', () => {
    expect(guessKind('force_majeure', { alone: true })).toBe('long_text')
    expect(guessKind('force_majeure')).toBe('text')
    expect(guessKind('tenant_name', { alone: true })).toBe('text')
    expect(guessKind('landlord', { alone: true })).toBe('text')
    expect(guessKind('start_date', { alone: true })).toBe('date')
  })

  test('the language of the other names decides what a word means', () => {
    expect(guessKind('data')).toBe('text')
    expect(guessKind('data', { language: 'it' })).toBe('date')
    expect(guessKind('data', { language: 'pt' })).toBe('date')
    // More words of another language weigh more.
    expect(guessKind('customer_data', { language: 'it' })).toBe('text')
  })
})

/** The heads of a language; Japanese has only ends of words. */
const headsOf = (language: Language): (readonly [Kind, string])[] =>
  (Object.entries({ ...(language === 'ja' ? WORDS.ja.endings : WORDS[language].kinds) }) as [Kind, string][]).flatMap(
    ([kind, words]) => words.split(' ').map((word) => [kind, word] as const),
  )

test.each(LANGUAGES)('each head of %s alone is understood, with accents and without', (language) => {
  for (const [kind, word] of headsOf(language)) {
    for (const spelling of [word, word.toUpperCase(), ...spellingsOf(word)])
      expect([spelling, guessKind(spelling, { language })]).toEqual([spelling, kind])
  }
})

test('no word of a language stands for two kinds', () => {
  for (const language of LANGUAGES) {
    const kinds = new Map<string, Kind>()
    for (const [kind, word] of headsOf(language)) {
      expect([language, word, kinds.get(fold(word)) ?? kind]).toEqual([language, word, kind])
      kinds.set(fold(word), kind)
    }
  }
})

test('any name has a kind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(undefined, ...LANGUAGES), (name, language) => {
      expect(KINDS).toContain(guessKind(name, { language }))
    }),
  )
})

test('a name in capitals means the same', () => {
  const words = fc.constantFrom(...LANGUAGES.flatMap((language) => headsOf(language).map(([, word]) => word)))
  const names = fc.array(words, { minLength: 1, maxLength: 4 }).map((each) => each.join('_'))
  fc.assert(
    fc.property(names, (name) => {
      expect([name, guessKind(name.toUpperCase())]).toEqual([name, guessKind(name)])
    }),
    { numRuns: 500 },
  )
})

test('the words are in the documentation', () => {
  const text = readFileSync('docs/names.md', 'utf8')
  for (const language of LANGUAGES) {
    const row = text.split(`## ${language} `)[1]?.split('\n## ')[0] ?? ''
    const documented = new Set(row.split(/[\s`|,]+/))
    for (const [kind, word] of headsOf(language))
      if (kind !== 'text') expect([language, documented.has(word), word]).toEqual([language, true, word])
  }
})
