/** What a text says about the day: one day, several, or why it is none. */
export type DateReading = { readonly days: readonly string[] } | { readonly problem: string }
