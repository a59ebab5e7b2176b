/** The locales of the property tests: CLDR's languages of modern coverage, and regions that write otherwise. */
export const MODERN_LOCALES: readonly string[] = (
  'af am ar ar-EG ar-SA as az be bg bn bs ca cs cy da de de-AT de-CH el en-US en-GB en-AU en-CA en-IN en-ZA es es-419 ' +
  'es-MX es-US et eu fa fi fil fr fr-CA fr-CH ga gd gl gu ha he hi hr hsb hu hy id ig is it it-CH ja ka kk km kn ko ' +
  'kok ky lo lt lv mk ml mn mr ms my nb ne nl nl-BE nn or pa pcm pl ps pt-BR pt-PT ro ru sc sd si sk sl so sq sr ' +
  'sr-Latn sv sw ta te th ti tk tr uk ur uz vi yo yue zh-CN zh-TW zh-HK zu'
).split(' ')

/** The seed of all properties; `SEED=… npm test -- test/answers/properties` tries others. */
export const SEED = Number(process.env['SEED'] ?? 20_261_130)
