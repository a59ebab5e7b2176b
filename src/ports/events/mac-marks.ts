/** Keeps the mark that says from when on events owe MACs: one text of the installation. */
export interface MacMarks {
  find(): Promise<string | undefined>
  /** Stores the text unless there is one; gives the one that counts. */
  add(text: string): Promise<string>
  /** Puts the text in the place of another. */
  replace(text: string): Promise<void>
}
