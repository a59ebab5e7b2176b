/** Phrases for the last day of this month and of the next, by language. */
import { plainPhrase } from '../../plain-text.ts'
import { languageOf } from '../../locale.ts'

/** Phrases separated by `|`: of this month, and of the next. */
const PHRASES: Readonly<Record<string, readonly [string, string]>> = {
  en: [
    'end of month|end of the month|the end of the month|end of this month|the end of this month|month end|eom',
    'end of next month|the end of next month',
  ],
  de: [
    'Monatsende|zum Monatsende|am Monatsende|Ende des Monats|am Ende des Monats|Ende dieses Monats|' +
      'Ende diesen Monats|Monatsletzter|Monatsultimo|Ultimo',
    'Ende nächsten Monats|Ende des nächsten Monats|am Ende des nächsten Monats|zum Ende des nächsten Monats',
  ],
  fr: [
    'fin de mois|fin du mois|la fin du mois|à la fin du mois|fin de ce mois',
    'fin du mois prochain|la fin du mois prochain|à la fin du mois prochain',
  ],
  es: [
    'fin de mes|a fin de mes|final de mes|final del mes|fin del mes|fin de este mes|el fin de mes',
    'fin del próximo mes|final del próximo mes|fin del mes que viene',
  ],
  it: [
    'fine mese|a fine mese|fine del mese|alla fine del mese|fine di questo mese',
    'fine del prossimo mese|fine mese prossimo',
  ],
  pt: [
    'fim do mês|final do mês|no fim do mês|no final do mês|fim deste mês|fim de mês',
    'fim do próximo mês|final do próximo mês|fim do mês que vem',
  ],
  nl: [
    'einde van de maand|eind van de maand|einde maand|eind deze maand|het einde van de maand|ultimo',
    'eind volgende maand|einde van volgende maand|einde volgende maand',
  ],
  sv: ['slutet av månaden|månadens slut|slutet på månaden', 'slutet av nästa månad'],
  da: [
    'slutningen af måneden|månedens udgang|udgangen af måneden',
    'slutningen af næste måned|udgangen af næste måned',
  ],
  nb: ['slutten av måneden|månedens slutt|utgangen av måneden', 'slutten av neste måned|utgangen av neste måned'],
  fi: ['kuun loppu|kuun lopussa|kuukauden loppu|kuukauden lopussa', 'ensi kuun loppu|ensi kuun lopussa'],
  pl: ['koniec miesiąca|na koniec miesiąca', 'koniec przyszłego miesiąca|koniec następnego miesiąca'],
  cs: ['konec měsíce|na konci měsíce', 'konec příštího měsíce|na konci příštího měsíce'],
  ru: ['конец месяца|в конце месяца', 'конец следующего месяца|в конце следующего месяца'],
  uk: ['кінець місяця|в кінці місяця|наприкінці місяця', 'кінець наступного місяця'],
  tr: ['ay sonu|ayın sonu|ay sonunda|bu ayın sonu', 'gelecek ay sonu|gelecek ayın sonu'],
  ja: ['月末|今月末|今月末日', '来月末|来月末日'],
  zh: ['月底|月末|本月底|本月末|这个月底|這個月底', '下月底|下个月底|下個月底|下月末'],
  ko: ['월말|이달 말|이번 달 말|이번달 말', '다음 달 말|다음달 말'],
  ar: ['نهاية الشهر|آخر الشهر', 'نهاية الشهر القادم|نهاية الشهر المقبل'],
  id: ['akhir bulan|akhir bulan ini', 'akhir bulan depan'],
  vi: ['cuối tháng|cuối tháng này', 'cuối tháng sau|cuối tháng tới'],
}

const MONTHS_AHEAD = new Map(
  Object.entries(PHRASES).map(([language, phrases]) => [
    language,
    new Map(phrases.flatMap((said, ahead) => said.split('|').map((phrase) => [plainPhrase(phrase), ahead] as const))),
  ]),
)

/** 0 for the end of this month, 1 for that of the next; undefined for other phrases. */
export const monthsToEnd = (phrase: string, locale: string): number | undefined =>
  MONTHS_AHEAD.get(languageOf(locale))?.get(phrase)
