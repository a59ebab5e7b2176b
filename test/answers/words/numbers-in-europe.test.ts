/** The numbers from one to twelve, as languages of Europe say them before days: a distance ahead. */
import { expect, test } from 'vitest'
import { dayAt, readOtherwise } from './said.ts'

test.each<[string, string]>([
  [
    'en',
    'in one day|in a day|in an day;in two days;in three days;in four days;' +
      'in five days;in six days;in seven days;in eight days;in nine days;in ten days;' +
      'in eleven days;in twelve days',
  ],
  [
    'de',
    'in ein Tag|in eins Tag|in eine Tag|in einem Tag|in einen Tag|in einer Tag;' +
      'in zwei Tage;in drei Tage;in vier Tage;in fünf Tage|in fuenf Tage;in sechs Tage;' +
      'in sieben Tage;in acht Tage;in neun Tage;in zehn Tage;in elf Tage;in zwölf Tage|' +
      'in zwoelf Tage',
  ],
  [
    'fr',
    'dans un jour|dans une jour;dans deux jours;dans trois jours;dans quatre jours;' +
      'dans cinq jours;dans six jours;dans sept jours;dans huit jours;dans neuf jours;' +
      'dans dix jours;dans onze jours;dans douze jours',
  ],
  [
    'es',
    'en un día|en uno día|en una día;en dos días;en tres días;en cuatro días;' +
      'en cinco días;en seis días;en siete días;en ocho días;en nueve días;' +
      'en diez días;en once días;en doce días',
  ],
  [
    'it',
    'tra un giorno|tra uno giorno|tra una giorno;tra due giorni;tra tre giorni;' +
      'tra quattro giorni;tra cinque giorni;tra sei giorni;tra sette giorni;' +
      'tra otto giorni;tra nove giorni;tra dieci giorni;tra undici giorni;' +
      'tra dodici giorni',
  ],
  [
    'pt',
    'em um dia|em uma dia;em dois dias|em duas dias;em três dias;em quatro dias;' +
      'em cinco dias;em seis dias;em sete dias;em oito dias;em nove dias;em dez dias;' +
      'em onze dias;em doze dias',
  ],
  [
    'nl',
    'over een dag|over één dag;over twee dagen;over drie dagen;over vier dagen;' +
      'over vijf dagen;over zes dagen;over zeven dagen;over acht dagen;' +
      'over negen dagen;over tien dagen;over elf dagen;over twaalf dagen',
  ],
  [
    'sv',
    'om en dygn|om ett dygn;om två dygn;om tre dygn;om fyra dygn;om fem dygn;' +
      'om sex dygn;om sju dygn;om åtta dygn;om nio dygn;om tio dygn;om elva dygn;' +
      'om tolv dygn',
  ],
  [
    'da',
    'om en dag|om et dag;om to dage;om tre dage;om fire dage;om fem dage;' +
      'om seks dage;om syv dage;om otte dage;om ni dage;om ti dage;om elleve dage;' +
      'om tolv dage',
  ],
  [
    'nb',
    'om en døgn|om ett døgn|om et døgn;om to døgn;om tre døgn;om fire døgn;' +
      'om fem døgn;om seks døgn;om sju døgn|om syv døgn;om åtte døgn;om ni døgn;' +
      'om ti døgn;om elleve døgn;om tolv døgn',
  ],
  [
    'fi',
    'yksi päivä päästä|yhden päivä päästä;kaksi päivää päästä|kahden päivää päästä;' +
      'kolme päivää päästä|kolmen päivää päästä;neljä päivää päästä|' +
      'neljän päivää päästä;viisi päivää päästä|viiden päivää päästä;' +
      'kuusi päivää päästä|kuuden päivää päästä;seitsemän päivää päästä;' +
      'kahdeksan päivää päästä;yhdeksän päivää päästä;kymmenen päivää päästä;' +
      'yksitoista päivää päästä|yhdentoista päivää päästä;kaksitoista päivää päästä|' +
      'kahdentoista päivää päästä',
  ],
  [
    'ru',
    'через один день|через одна день|через одну день;через два дня|через две дня;' +
      'через три дня;через четыре дня;через пять дней;через шесть дней;через семь дней;' +
      'через восемь дней;через девять дней;через десять дней;через одиннадцать дней;' +
      'через двенадцать дней',
  ],
  [
    'uk',
    'через один день|через одна день|через одну день;через два дні|через дві дні;' +
      "через три дні;через чотири дні;через п'ять днів;через шість днів;через сім днів;" +
      "через вісім днів;через дев'ять днів;через десять днів;через одинадцять днів;" +
      'через дванадцять днів',
  ],
  [
    'cs',
    'za jeden den|za jednu den|za jedním den|za jednou den;za dva dny|za dvě dny|' +
      'za dvěma dny;za tři dny|za třemi dny;za čtyři dny|za čtyřmi dny;za pět dnů|' +
      'za pěti dnů;za šest dnů|za šesti dnů;za sedm dnů|za sedmi dnů;za osm dnů|' +
      'za osmi dnů;za devět dnů|za devíti dnů;za deset dnů|za deseti dnů;' +
      'za jedenáct dnů|za jedenácti dnů;za dvanáct dnů|za dvanácti dnů',
  ],
  [
    'el',
    'σε ένα ημέρα|σε έναν ημέρα|σε μία ημέρα|σε μια ημέρα|σε μίας ημέρα;' +
      'σε δύο ημέρες|σε δυο ημέρες;σε τρεις ημέρες|σε τρία ημέρες;σε τέσσερις ημέρες|' +
      'σε τέσσερα ημέρες;σε πέντε ημέρες;σε έξι ημέρες;σε επτά ημέρες|σε εφτά ημέρες;' +
      'σε οκτώ ημέρες|σε οχτώ ημέρες;σε εννέα ημέρες|σε εννιά ημέρες;σε δέκα ημέρες;' +
      'σε έντεκα ημέρες|σε ένδεκα ημέρες;σε δώδεκα ημέρες',
  ],
  [
    'hu',
    'egy nap múlva;két nap múlva|kettő nap múlva;három nap múlva;négy nap múlva;' +
      'öt nap múlva;hat nap múlva;hét nap múlva;nyolc nap múlva;kilenc nap múlva;' +
      'tíz nap múlva;tizenegy nap múlva;tizenkét nap múlva|tizenkettő nap múlva',
  ],
  [
    'pl',
    'za jeden dzień|za jedną dzień;za dwa dni|za dwie dni;za trzy dni;za cztery dni;' +
      'za pięć dni;za sześć dni;za siedem dni;za osiem dni;za dziewięć dni;' +
      'za dziesięć dni;za jedenaście dni;za dwanaście dni',
  ],
  [
    'ro',
    'peste un zi|peste o zi;peste doi zile|peste două zile;peste trei zile;' +
      'peste patru zile;peste cinci zile;peste șase zile|peste şase zile;' +
      'peste șapte zile|peste şapte zile;peste opt zile;peste nouă zile;' +
      'peste zece zile;peste unsprezece zile;peste doisprezece zile|' +
      'peste douăsprezece zile',
  ],
])('%s: one to twelve days ahead', (locale, said) => {
  expect(said.split(';')).toHaveLength(12)
  expect(said.split(';').flatMap((phrases, index) => readOtherwise(dayAt(index + 1), phrases, locale))).toEqual([])
})
