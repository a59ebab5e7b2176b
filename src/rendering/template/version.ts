/**
 * Versions of the two halves of the engine. A document's bytes are a function of template, answers and
 * RENDERER_VERSION; a compiled template of another COMPILER_VERSION is compiled again from the author's file.
 */
export const RENDERER_VERSION = '6'
export const COMPILER_VERSION = '6'
