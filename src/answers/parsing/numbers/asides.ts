/** What people write after an amount: for how long it is paid, and whether tax is in it (`£500 per month`, `TTC`). */
import type { Question } from '../../../domain/questions/question.ts'
import { plainPhrase, plainSpelling } from '../plain-text.ts'

interface Group {
  /** Words, or the first four letters and more of words, by which a question asks for this. */
  readonly asked: readonly string[]
  readonly phrases: readonly string[]
}

const group = (asked: string, phrases: string): Group => ({
  asked: asked.split('|'),
  phrases: phrases.split('|').sort((one, other) => other.length - one.length),
})

const GROUPS: readonly Group[] = [
  group(
    'month|monat|mois|mes|mens|mês|maand|månad|月',
    'per month|a month|each month|every month|/month|/mo|/mth|monthly|pcm|p.m.|pro monat|im monat|je monat|' +
      'monatlich|mtl.|mtl|/monat|' +
      'par mois|/mois|mensuel|mensuels|mensuelle|al mes|por mes|mensual|mensuales|/mes|al mese|mensili|' +
      'mensile|/mese|' +
      'por mês|ao mês|mensal|mensais|/mês|per maand|/maand|maandelijks|i månaden|per månad|/månad|/月|毎月|每月|每个月',
  ),
  group(
    'year|annual|jahr|jähr|année|annuel|annu|año|anual|ano|anno|jaar|år|年',
    'per year|a year|each year|every year|/year|/yr|yearly|annually|per annum|p.a.|p. a.|pro jahr|im jahr|' +
      'je jahr|jährlich|/jahr|' +
      'par an|/an|annuel|annuels|al año|por año|anual|anuales|/año|all’anno|l’anno|annui|/anno|por ano|' +
      'ao ano|anuais|/ano|' +
      'per jaar|/jaar|jaarlijks|om året|per år|/år|/年|毎年|每年',
  ),
  group(
    'week|woch|wöch|sem|settiman|vecka',
    'per week|a week|each week|/week|/wk|weekly|pro woche|in der woche|wöchentlich|/woche|par semaine|/semaine|' +
      'a la semana|por semana|semanal|/semana|alla settimana|/settimana|per settimana|wekelijks|i veckan|per vecka',
  ),
  group(
    'day|daily|tag|täglich|jour|día|dia|giorn|dag|日',
    'per day|a day|each day|/day|daily|pro tag|am tag|täglich|/tag|par jour|/jour|al día|por día|/día|' +
      'al giorno|/giorno|' +
      'por dia|ao dia|/dia|per dag|/dag|om dagen|/日',
  ),
  group(
    'hour|stund|heure|hora|ora|uur|timme|時',
    'per hour|an hour|/hour|/hr|/h|hourly|pro stunde|die stunde|/stunde|/std.|par heure|de l’heure|/heure|' +
      'por hora|/hora|' +
      'all’ora|/ora|per uur|/uur|i timmen|per timme|/時間|/小时',
  ),
  group(
    'tax|vat|gross|net|brutto|netto|ttc|ht|hors|mwst|ust|steuer|iva|btw|税',
    'ttc|ht|h.t.|t.t.c.|hors taxes|toutes taxes comprises|brutto|netto|gross|net|incl. vat|inc. vat|' +
      'incl vat|inc vat|' +
      'including vat|plus vat|excl. vat|ex vat|excl vat|excluding vat|+ vat|+vat|incl. tax|plus tax|' +
      'before tax|after tax|' +
      'inkl. mwst.|inkl. mwst|zzgl. mwst.|zzgl. mwst|zzgl. ust.|inkl. ust.|incl. mwst.|incl. mwst|' +
      'exkl. mwst.|ohne mwst.|' +
      'iva incluido|iva inc.|iva incl.|más iva|+ iva|+iva|sin iva|con iva|iva inclusa|iva esclusa|' +
      'iva compresa|oltre iva|' +
      'com iva|sem iva|incl. btw|excl. btw|exkl. moms|inkl. moms|ex moms|税込|税込み|税別|税抜|税抜き|含税|不含税',
  ),
]

export interface SplitAside {
  readonly amount: string
  readonly group: Group
}

/** The amount without what follows it; undefined where nothing of the kind does. */
export function splitAside(text: string): SplitAside | undefined {
  const phrase = plainPhrase(text)
    .replaceAll(/\s*\/\s*/g, '/')
    .replace(/[)]$/, '')
  for (const one of GROUPS) {
    for (const said of one.phrases) {
      const tail = plainPhrase(said)
      if (!phrase.endsWith(tail)) continue
      const amount = phrase.slice(0, -tail.length).replace(/[\s,(]+$/, '')
      // A word must stand apart from what is before it.
      const isApart =
        !/^\p{L}/u.test(tail) || !/[\p{L}\d]$/u.test(phrase.slice(0, -tail.length)) || /^[\p{Script=Han}]/u.test(tail)
      if (isApart && /\d/.test(amount)) return { amount: withoutMore(text, amount), group: one }
    }
  }
  return undefined
}

/** As much of the text as was written, so that capitals stay. */
const withoutMore = (text: string, amount: string): string => {
  const written = plainSpelling(text).slice(0, amount.length)
  return written.toLowerCase() === amount ? written : amount
}

/** Whether the question itself says for how long, or with which tax. */
export const asksFor = ({ name, label }: Question, { group: { asked } }: SplitAside): boolean => {
  const words = plainPhrase(`${name} ${label}`).split(/[^\p{L}\p{N}]+/u)
  return words.some((word) =>
    asked.some(
      (said) =>
        word === said ||
        (said.length >= 4 && word.startsWith(said)) ||
        (/^\p{Script=Han}$/u.test(said) && word.includes(said)),
    ),
  )
}
