/** What an operator sets going: it runs on its own, and its progress is read from the read models' status. */

export interface Operations {
  /**
   * Asks for a rebuild of a read model; its status shows it until it is done. False when there is none of that name.
   */
  rebuild(name: string): Promise<boolean>
  /**
   * Has the events of a stream that a subscription could not take tried again. False when that stream is not parked.
   */
  retryStream(subscription: string, stream: string): Promise<boolean>
}
