/** Words that people put beside yes and no out of politeness, and that change nothing. */

const WORDS = (
  'please|pls|thanks|thank you|thx|many thanks|sir|madam|bitte|danke|gerne|gern|sehr gerne|vielen dank|dank|' +
  'merci|s’il vous plaît|s’il te plaît|svp|volontiers|merci beaucoup|por favor|gracias|muchas gracias|con gusto|' +
  'per favore|grazie|volentieri|grazie mille|por gentileza|obrigado|obrigada|alstublieft|graag|bedankt|' +
  'dank u|dank je|' +
  'tack|gärna|tack så mycket|nej tack|tak|gerne|vær så snill|takk|gjerne|kiitos|mielellään|proszę|dziękuję|' +
  'prosím|děkuji|' +
  'ďakujem|пожалуйста|спасибо|будь ласка|дякую|mulțumesc|vă rog|köszönöm|kérem|παρακαλώ|ευχαριστώ|lütfen|' +
  'teşekkürler|' +
  'teşekkür ederim|hvala|molim|благодаря|моля|תודה|בבקשה|شكرا|من فضلك|لطفا|ممنون|धन्यवाद|कृपया|ขอบคุณ|ครับ|' +
  'ค่ะ|cảm ơn|ạ|terima kasih|' +
  'お願いします|ありがとう|ありがとうございます|です|谢谢|謝謝|请|감사합니다|요|부탁합니다|부탁드립니다'
)
  .split('|')
  .map((word) => word.toLowerCase().replaceAll('’', "'"))
  .sort((one, other) => other.length - one.length)

/** The text without polite words at its end; undefined where there are none, or nothing else. */
export function withoutPoliteWords(text: string): string | undefined {
  const word = WORDS.find((one) => text.endsWith(one) && isApart(text.slice(0, -one.length), one))
  const rest = word === undefined ? '' : text.slice(0, -word.length).replace(/[\s,.!、。，]+$/u, '')
  return rest === '' ? undefined : rest
}

const isApart = (before: string, word: string): boolean =>
  /[\s,.!、。，]$/u.test(before) || /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Hangul}]/u.test(word)
