/** The ends of this month and the next, and the small words before and after a date that change nothing. */
import { expect, test } from 'vitest'
import { readOtherwise } from './said.ts'

test.each<[locale: string, ofThis: string, ofNext: string]>([
  [
    'en',
    'end of month|end of the month|the end of the month|end of this month|the end of this month|month end|eom',
    'end of next month|the end of next month',
  ],
  [
    'de',
    'Monatsende|zum Monatsende|am Monatsende|Ende des Monats|am Ende des Monats|' +
      'Ende dieses Monats|Ende diesen Monats|Monatsletzter|Monatsultimo|Ultimo',
    'Ende nächsten Monats|Ende des nächsten Monats|am Ende des nächsten Monats|zum Ende des nächsten Monats',
  ],
  [
    'fr',
    'fin de mois|fin du mois|la fin du mois|à la fin du mois|fin de ce mois',
    'fin du mois prochain|la fin du mois prochain|à la fin du mois prochain',
  ],
  [
    'es',
    'fin de mes|a fin de mes|final de mes|final del mes|fin del mes|fin de este mes|el fin de mes',
    'fin del próximo mes|final del próximo mes|fin del mes que viene',
  ],
  [
    'it',
    'fine mese|a fine mese|fine del mese|alla fine del mese|fine di questo mese',
    'fine del prossimo mese|fine mese prossimo',
  ],
  [
    'pt',
    'fim do mês|final do mês|no fim do mês|no final do mês|fim deste mês|fim de mês',
    'fim do próximo mês|final do próximo mês|fim do mês que vem',
  ],
  [
    'nl',
    'einde van de maand|eind van de maand|einde maand|eind deze maand|het einde van de maand|ultimo',
    'eind volgende maand|einde van volgende maand|einde volgende maand',
  ],
  ['sv', 'slutet av månaden|månadens slut|slutet på månaden', 'slutet av nästa månad'],
  [
    'da',
    'slutningen af måneden|månedens udgang|udgangen af måneden',
    'slutningen af næste måned|udgangen af næste måned',
  ],
  ['nb', 'slutten av måneden|månedens slutt|utgangen av måneden', 'slutten av neste måned|utgangen av neste måned'],
  ['fi', 'kuun loppu|kuun lopussa|kuukauden loppu|kuukauden lopussa', 'ensi kuun loppu|ensi kuun lopussa'],
  ['pl', 'koniec miesiąca|na koniec miesiąca', 'koniec przyszłego miesiąca|koniec następnego miesiąca'],
  ['cs', 'konec měsíce|na konci měsíce', 'konec příštího měsíce|na konci příštího měsíce'],
  ['ru', 'конец месяца|в конце месяца', 'конец следующего месяца|в конце следующего месяца'],
  ['uk', 'кінець місяця|в кінці місяця|наприкінці місяця', 'кінець наступного місяця'],
  ['tr', 'ay sonu|ayın sonu|ay sonunda|bu ayın sonu', 'gelecek ay sonu|gelecek ayın sonu'],
  ['ja', '月末|今月末|今月末日', '来月末|来月末日'],
  ['zh', '月底|月末|本月底|本月末|这个月底|這個月底', '下月底|下个月底|下個月底|下月末'],
  ['ko', '월말|이달 말|이번 달 말|이번달 말', '다음 달 말|다음달 말'],
  ['ar', 'نهاية الشهر|آخر الشهر', 'نهاية الشهر القادم|نهاية الشهر المقبل'],
  ['id', 'akhir bulan|akhir bulan ini', 'akhir bulan depan'],
  ['vi', 'cuối tháng|cuối tháng này', 'cuối tháng sau|cuối tháng tới'],
])('%s: the end of this month and of the next', (locale, ofThis, ofNext) => {
  expect(readOtherwise('2026-11-30', ofThis, locale)).toEqual([])
  expect(readOtherwise('2026-12-31', ofNext, locale)).toEqual([])
})

test.each<[locale: string, dated: string]>([
  [
    'en',
    'on 2027-06-05|on the 2027-06-05|the 2027-06-05|as of 2027-06-05|' +
      'dated 2027-06-05|effective 2027-06-05|from 2027-06-05|since 2027-06-05|' +
      'as from 2027-06-05',
  ],
  [
    'de',
    'zum 2027-06-05|am 2027-06-05|den 2027-06-05|der 2027-06-05|vom 2027-06-05|' +
      'ab 2027-06-05|ab dem 2027-06-05|ab den 2027-06-05|seit 2027-06-05|' +
      'seit dem 2027-06-05|per 2027-06-05|datum 2027-06-05|dem 2027-06-05',
  ],
  [
    'fr',
    'le 2027-06-05|au 2027-06-05|du 2027-06-05|en date du 2027-06-05|' +
      "à partir du 2027-06-05|à compter du 2027-06-05|dès le 2027-06-05|l'2027-06-05",
  ],
  [
    'es',
    'el 2027-06-05|al 2027-06-05|del 2027-06-05|el día 2027-06-05|' +
      'a partir del 2027-06-05|desde el 2027-06-05|con fecha 2027-06-05|día 2027-06-05',
  ],
  [
    'it',
    "il 2027-06-05|al 2027-06-05|dal 2027-06-05|dall'2027-06-05|l'2027-06-05|" +
      "dell'2027-06-05|del 2027-06-05|in data 2027-06-05|a partire dal 2027-06-05|" +
      'addì 2027-06-05|lì 2027-06-05',
  ],
  [
    'pt',
    'em 2027-06-05|no dia 2027-06-05|dia 2027-06-05|o 2027-06-05|ao 2027-06-05|' +
      'a partir de 2027-06-05|desde 2027-06-05|aos 2027-06-05',
  ],
  [
    'nl',
    'op 2027-06-05|per 2027-06-05|de 2027-06-05|vanaf 2027-06-05|van 2027-06-05|' +
      'ingaande 2027-06-05|dd 2027-06-05|d.d. 2027-06-05|sinds 2027-06-05',
  ],
  ['sv', 'den 2027-06-05|från 2027-06-05|från den 2027-06-05|per 2027-06-05|fr.o.m. 2027-06-05|fr o m 2027-06-05'],
  ['da', 'den 2027-06-05|fra 2027-06-05|fra den 2027-06-05|per 2027-06-05|pr. 2027-06-05|pr 2027-06-05|d. 2027-06-05'],
  ['nb', 'den 2027-06-05|fra 2027-06-05|fra den 2027-06-05|per 2027-06-05|pr. 2027-06-05'],
  ['fi', 'alkaen 2027-06-05'],
  ['pl', 'dnia 2027-06-05|od 2027-06-05|z dnia 2027-06-05|w dniu 2027-06-05|od dnia 2027-06-05'],
  ['cs', 'dne 2027-06-05|od 2027-06-05|ke dni 2027-06-05|ze dne 2027-06-05'],
  ['ru', 'с 2027-06-05|от 2027-06-05'],
  ['uk', 'з 2027-06-05|від 2027-06-05'],
  ['vi', 'ngày 2027-06-05|từ ngày 2027-06-05'],
  ['id', 'tanggal 2027-06-05|pada 2027-06-05|pada tanggal 2027-06-05|per 2027-06-05|mulai 2027-06-05'],
  ['en', '2027-06-05 onwards|2027-06-05 onward'],
  ['fi', '2027-06-05 alkaen|2027-06-05 lähtien'],
  ['hi', '2027-06-05 से'],
  [
    'hu',
    '2027-06-05-tól|2027-06-05-től|2027-06-05 napjától|2027-06-05 napjától kezdve|' +
      '2027-06-05-án|2027-06-05-én|2027-06-05-jén',
  ],
  ['ja', '2027-06-05から|2027-06-05より|2027-06-05以降|2027-06-05付け|2027-06-05付'],
  ['ko', '2027-06-05부터'],
  ['tr', '2027-06-05 itibaren|2027-06-05 tarihinden itibaren|2027-06-05 tarihinde|2027-06-05 tarihinden'],
  ['yue', '2027-06-05起|2027-06-05開始'],
  ['zh', '2027-06-05起|2027-06-05开始|2027-06-05開始'],
])('%s: words beside a date', (locale, dated) => {
  expect(readOtherwise('2027-06-05', dated, locale)).toEqual([])
})
