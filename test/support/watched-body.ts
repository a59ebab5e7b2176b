/** A request's body that notes how much of it was read: of what is refused by its head alone, nothing must be. */
export interface WatchedBody {
  readonly stream: ReadableStream<Uint8Array>
  /** The bytes that somebody has read. */
  readonly taken: number
}

/** `text` again and again, `bytes` of it or a little more. */
export function watchedBody(bytes: number, text = 'a=&'): WatchedBody {
  const chunk = new TextEncoder().encode(text.repeat(Math.ceil(65_536 / text.length)))
  let taken = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken >= bytes) return controller.close()
        taken += chunk.length
        controller.enqueue(chunk)
      },
    },
    { highWaterMark: 0 },
  )
  return {
    stream,
    get taken() {
      return taken
    },
  }
}
