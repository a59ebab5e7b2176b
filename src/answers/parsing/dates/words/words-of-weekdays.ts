/**
 * Short words with a weekday, by language; `@` stands for the weekday. “On” and “this” mean this week's. “Next” is
 * ambiguous: some mean the coming one, others the one after.
 */
export interface WordsOfWeekdays {
  readonly on: readonly string[]
  readonly coming?: readonly string[]
  readonly next: readonly string[]
  readonly last: readonly string[]
  readonly this_week?: readonly string[]
  readonly next_week?: readonly string[]
  readonly last_week?: readonly string[]
}

const CHINESE: WordsOfWeekdays = {
  on: ['这@', '這@', '这个@', '這個@', '本@', '在@'],
  next: ['下@', '下个@', '下個@'],
  last: ['上@', '上个@', '上個@'],
}

export const WORDS_OF_WEEKDAYS: Readonly<Record<string, WordsOfWeekdays>> = {
  en: {
    on: ['on @', 'this @'],
    coming: ['coming @', 'this coming @', 'the coming @', 'on the coming @', 'upcoming @', 'this upcoming @'],
    next: ['next @', 'on next @', 'the next @'],
    last: ['last @', 'on last @', 'past @', 'this past @', 'previous @', 'the previous @'],
    this_week: ['@ this week', '@ of this week', 'on @ this week', 'this week @'],
    next_week: ['@ next week', '@ of next week', 'on @ next week', 'next week @', 'next week on @'],
    last_week: ['@ last week', '@ of last week', 'on @ last week', 'last week @'],
  },
  de: {
    on: ['am @', 'diesen @', 'dieser @', 'an diesem @'],
    coming: ['kommenden @', 'kommender @', 'am kommenden @', 'diesen kommenden @'],
    next: ['nächsten @', 'nächster @', 'am nächsten @', 'naechsten @', 'am naechsten @'],
    last: ['letzten @', 'letzter @', 'am letzten @', 'vergangenen @', 'am vergangenen @', 'vorigen @', 'am vorigen @'],
    this_week: ['diese woche @', '@ dieser woche', '@ diese woche'],
    next_week: ['nächste woche @', 'nächste woche am @', '@ nächste woche', '@ nächster woche', '@ der nächsten woche'],
    last_week: ['letzte woche @', '@ letzte woche', '@ letzter woche'],
  },
  fr: {
    on: ['ce @', 'le @'],
    next: ['@ prochain', 'le @ prochain', 'ce @ prochain', 'prochain @', 'le prochain @'],
    last: ['@ dernier', 'le @ dernier', '@ passé', '@ passe'],
    this_week: ['@ de cette semaine'],
    next_week: ['@ de la semaine prochaine', 'la semaine prochaine @'],
    last_week: ['@ de la semaine dernière'],
  },
  es: {
    on: ['el @', 'este @'],
    next: [
      'próximo @',
      'el próximo @',
      '@ próximo',
      'el @ próximo',
      'proximo @',
      'el proximo @',
      'este próximo @',
      '@ que viene',
      'el @ que viene',
    ],
    last: ['pasado @', 'el pasado @', '@ pasado', 'el @ pasado', 'último @', 'el último @'],
    this_week: ['@ de esta semana', 'el @ de esta semana'],
    next_week: ['@ de la próxima semana', 'el @ de la próxima semana'],
    last_week: ['@ de la semana pasada', 'el @ de la semana pasada'],
  },
  it: {
    on: ['il @', 'la @', 'questo @', 'questa @'],
    next: ['@ prossimo', '@ prossima', 'prossimo @', 'prossima @', 'il prossimo @', 'la prossima @'],
    last: ['@ scorso', '@ scorsa', 'scorso @', 'scorsa @', 'lo scorso @', 'la scorsa @', '@ passato', '@ passata'],
    next_week: ['@ della prossima settimana', '@ della settimana prossima'],
    last_week: ['@ della scorsa settimana', '@ della settimana scorsa'],
  },
  pt: {
    on: ['na @', 'no @', 'esta @', 'este @', 'nesta @', 'neste @'],
    next: [
      'próxima @',
      'próximo @',
      'na próxima @',
      'no próximo @',
      '@ próxima',
      '@ próximo',
      'proxima @',
      'proximo @',
      '@ que vem',
      'na @ que vem',
      'no @ que vem',
    ],
    last: [
      '@ passada',
      '@ passado',
      'na @ passada',
      'no @ passado',
      'última @',
      'último @',
      'na última @',
      'no último @',
    ],
    next_week: ['@ da próxima semana', '@ da semana que vem'],
    last_week: ['@ da semana passada'],
  },
  nl: {
    on: ['op @', 'deze @'],
    coming: ['aanstaande @', 'komende @', 'eerstkomende @', 'aankomende @'],
    next: ['volgende @'],
    last: ['vorige @', 'afgelopen @', 'laatste @'],
    next_week: ['@ volgende week', 'volgende week @'],
    last_week: ['@ vorige week', 'vorige week @'],
  },
  sv: {
    on: ['på @', 'nu på @'],
    coming: ['kommande @'],
    next: ['nästa @'],
    last: ['förra @', 'förra @en', 'i @s'],
    next_week: ['@ nästa vecka'],
    last_week: ['@ förra veckan'],
  },
  da: {
    on: ['på @', 'nu på @'],
    coming: ['kommende @'],
    next: ['næste @'],
    last: ['sidste @', 'i @s'],
    next_week: ['@ i næste uge'],
    last_week: ['@ i sidste uge'],
  },
  nb: {
    on: ['på @', 'nå på @', 'førstkommende @'],
    coming: ['kommende @'],
    next: ['neste @'],
    last: ['forrige @', 'sist @', 'siste @'],
    next_week: ['@ neste uke'],
    last_week: ['@ forrige uke'],
  },
  fi: { on: ['tänä @'], next: ['ensi @', 'seuraavana @'], last: ['viime @'] },
  ru: {
    on: ['в @', 'во @', 'в эту @', 'в этот @', 'в это @'],
    coming: ['в ближайшую @', 'в ближайший @', 'в ближайшее @'],
    next: ['в следующую @', 'в следующий @', 'в следующее @', 'в будущую @', 'в будущий @'],
    last: ['в прошлую @', 'в прошлый @', 'в прошлое @', 'в прошедшую @', 'в прошедший @'],
    next_week: ['в @ на следующей неделе'],
    last_week: ['в @ на прошлой неделе'],
  },
  uk: {
    on: ['у @', 'в @', 'цієї @', 'цього @', 'у цю @', 'в цю @', 'у цей @', 'в цей @'],
    coming: ['найближчої @', 'найближчого @'],
    next: ['наступної @', 'наступного @', 'у наступну @', 'в наступну @', 'у наступний @', 'в наступний @'],
    last: ['минулої @', 'минулого @', 'у минулу @', 'в минулу @', 'у минулий @', 'в минулий @'],
  },
  id: {
    on: ['hari @', 'pada hari @', '@ ini', 'hari @ ini'],
    next: ['@ depan', 'hari @ depan', '@ berikutnya', 'hari @ berikutnya'],
    last: ['@ lalu', 'hari @ lalu', '@ yang lalu', 'hari @ yang lalu', '@ kemarin'],
    next_week: ['@ minggu depan'],
    last_week: ['@ minggu lalu'],
  },
  vi: {
    on: ['vào @', '@ này'],
    next: ['@ tới', '@ sau', '@ kế tiếp'],
    last: ['@ trước', '@ vừa rồi', '@ vừa qua', '@ rồi'],
    this_week: ['@ tuần này'],
    next_week: ['@ tuần sau', '@ tuần tới'],
    last_week: ['@ tuần trước'],
  },
  ja: {
    on: ['この@'],
    next: ['次の@', '次@', '今度の@'],
    last: ['この前の@', '前の@', '先日の@'],
    this_week: ['今週の@', '今週@'],
    next_week: ['来週の@', '来週@'],
    last_week: ['先週の@', '先週@'],
  },
  zh: CHINESE,
  ko: {
    on: ['이번 @'],
    next: ['다음 @'],
    last: ['지난 @'],
    this_week: ['이번 주 @', '이번주 @'],
    next_week: ['다음 주 @', '다음주 @'],
    last_week: ['지난주 @', '지난 주 @'],
  },
  ar: {
    on: ['يوم @', 'هذا @', 'هذه @', 'في @', 'يوم @ هذا'],
    next: [
      '@ القادم',
      '@ القادمة',
      '@ المقبل',
      '@ المقبلة',
      'يوم @ القادم',
      'يوم @ القادمة',
      'يوم @ المقبل',
      'يوم @ المقبلة',
    ],
    last: ['@ الماضي', '@ الماضية', 'يوم @ الماضي', 'يوم @ الماضية', '@ الفائت'],
  },
}
