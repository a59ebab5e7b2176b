/** The days that a text can mean, or why it means none. */
export type DateReading = { readonly days: readonly string[] } | { readonly problem: string }
