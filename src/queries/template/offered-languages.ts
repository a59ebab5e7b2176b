/** Languages that forms offer to pick from; any other known one may be given, too. */
export const OFFERED_LANGUAGES: readonly string[] = (
  'en-US en-GB en-AU en-CA en-IN de-DE de-AT de-CH fr-FR fr-BE fr-CA fr-CH es-ES es-MX it-IT it-CH pt-PT pt-BR ' +
  'nl-NL nl-BE da-DK nb-NO sv-SE fi-FI pl-PL cs-CZ sk-SK hu-HU ro-RO bg-BG hr-HR sl-SI et-EE lv-LV lt-LT el-GR ' +
  'uk-UA ru-RU tr-TR he-IL ar-EG fa-IR hi-IN th-TH vi-VN id-ID ko-KR ja-JP zh-CN zh-TW'
).split(' ')
