/** Words of questions by which an answer is doubted, in the languages whose names inference knows. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Quantities and prices, which are never below zero. */
export const NEVER_NEGATIVE = set(`
  quantity qty count pieces units persons people guests children rooms days weeks months years hours age
  rent deposit salary wage wages price fee fees cost costs area size weight width height length distance mileage
  menge anzahl stückzahl stueckzahl personen zimmer tage wochen monate jahre stunden alter
  miete kaution gehalt lohn preis gebühr gebuehr honorar kosten fläche flaeche gewicht
  quantité quantite nombre loyer caution salaire prix frais superficie âge
  cantidad alquiler renta fianza depósito deposito salario sueldo precio honorarios superficie edad
  quantità quantita numero affitto canone cauzione stipendio prezzo età
  quantidade aluguel caução salário preço honorários idade
  aantal hoeveelheid huur borg salaris loon prijs leeftijd
  数量 個数 人数 家賃 賃料 敷金 給与 価格 料金 年齢
`)

/** Percentages. */
export const RATES = set(`
  rate percent percentage pct interest apr
  prozent prozentsatz zinssatz zins zinsen steuersatz
  taux pourcentage tasa porcentaje interés interes tasso percentuale interessi taxa percentual porcentagem juros
  percentage procent rentepercentage ränta 利率 金利 税率
`)

/** Rates that are no percentage. */
export const NO_RATES = set(`
  exchange hourly daily weekly monthly day hour week month heart pulse frame bit room conversion
  wechselkurs change cambio câmbio stundensatz tagessatz
`)

/** Dates of birth. */
export const BIRTHS = set(`
  birth birthday birthdate dob born geburt geburtsdatum geburtstag geboren naissance né nacimiento nascita nascimento
  geboorte geboortedatum 生年月日 誕生日
`)
