/** Field types that open, read or run something outside of the document. */

/** Field types that open, read or run something outside of the document. */
export const EXTERNAL_FIELDS: ReadonlySet<string> = new Set([
  'ADDIN',
  'AUTOTEXT',
  'AUTOTEXTLIST',
  'CONTROL',
  'DATABASE',
  'DDE',
  'DDEAUTO',
  'EMBED',
  'GLOSSARY',
  'HTMLCONTROL',
  'IMPORT',
  'INCLUDE',
  'INCLUDEPICTURE',
  'INCLUDETEXT',
  'LINK',
  'MACROBUTTON',
  'PRINT',
  'RD',
  'SUBSCRIBER',
])
