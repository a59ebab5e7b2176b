/** Languages as Windows numbers them (LCID, [MS-LCID] 2.2), which older programs write in place of a tag. */

const TABLE =
  '0401 ar-SA 0402 bg-BG 0403 ca-ES 0404 zh-TW 0405 cs-CZ 0406 da-DK 0407 de-DE 0408 el-GR 0409 en-US 040A es-ES ' +
  '040B fi-FI 040C fr-FR 040D he-IL 040E hu-HU 040F is-IS 0410 it-IT 0411 ja-JP 0412 ko-KR 0413 nl-NL 0414 nb-NO ' +
  '0415 pl-PL 0416 pt-BR 0417 rm-CH 0418 ro-RO 0419 ru-RU 041A hr-HR 041B sk-SK 041C sq-AL 041D sv-SE 041E th-TH ' +
  '041F tr-TR 0420 ur-PK 0421 id-ID 0422 uk-UA 0423 be-BY 0424 sl-SI 0425 et-EE 0426 lv-LV 0427 lt-LT 0429 fa-IR ' +
  '042A vi-VN 042B hy-AM 042D eu-ES 042F mk-MK 0436 af-ZA 0437 ka-GE 0439 hi-IN 043A mt-MT 043E ms-MY 043F kk-KZ ' +
  '0441 sw-KE 0445 bn-IN 0446 pa-IN 0447 gu-IN 0449 ta-IN 044A te-IN 044B kn-IN 044C ml-IN 044E mr-IN 0452 cy-GB ' +
  '0456 gl-ES 0801 ar-IQ 0804 zh-CN 0807 de-CH 0809 en-GB 080A es-MX 080C fr-BE 0810 it-CH 0813 nl-BE 0814 nn-NO ' +
  '0816 pt-PT 081D sv-FI 083C ga-IE 083E ms-BN 0C01 ar-EG 0C04 zh-HK 0C07 de-AT 0C09 en-AU 0C0A es-ES 0C0C fr-CA ' +
  '1004 zh-SG 1007 de-LU 1009 en-CA 100C fr-CH 1404 zh-MO 1407 de-LI 1409 en-NZ 140C fr-LU 1801 ar-MA 1809 en-IE ' +
  '1C09 en-ZA 240A es-CO 241A sr-Latn-RS 280A es-PE 281A sr-Cyrl-RS 2C0A es-AR 340A es-CL 3801 ar-AE 4009 en-IN ' +
  '4809 en-SG'

/** Tags (BCP 47) by their codes; of languages that documents are usually in. */
export const LANGUAGE_CODES: ReadonlyMap<string, string> = new Map(
  Array.from(TABLE.matchAll(/(\S+) (\S+)/g), ([, code = '', tag = '']) => [code, tag]),
)

/** `de-DE` for `0407`; undefined for what is no such code. */
export const languageOfCode = (code: string): string | undefined => LANGUAGE_CODES.get(code.toUpperCase())
