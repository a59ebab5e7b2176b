/**
 * The messages of the server's `Read` call (EventStoreDB's streams.proto and shared.proto), as far as they are used
 * here; what an answer has besides is passed over.
 */
import protobuf from 'protobufjs'

const { root } = protobuf.parse(
  `
  syntax = "proto3";

  message ReadReq {
    Options options = 1;

    message Options {
      oneof stream_option { StreamOptions stream = 1; AllOptions all = 2; }
      ReadDirection read_direction = 3;
      oneof count_option { uint64 count = 5; Empty subscription = 6; }
      oneof filter_option { FilterOptions filter = 7; Empty no_filter = 8; }
      UUIDOption uuid_option = 9;
    }
    enum ReadDirection { Forwards = 0; Backwards = 1; }
    message StreamOptions {
      StreamIdentifier stream_identifier = 1;
      oneof revision_option { uint64 revision = 2; Empty start = 3; Empty end = 4; }
    }
    message AllOptions {
      oneof all_option { Position position = 1; Empty start = 2; Empty end = 3; }
    }
    message FilterOptions {
      Expression stream_identifier = 1;
      uint32 max = 3;
      uint32 checkpointIntervalMultiplier = 5;

      message Expression { repeated string prefix = 2; }
    }
    message UUIDOption { Empty string = 2; }
  }

  message ReadResp {
    oneof content {
      ReadEvent event = 1;
      Position checkpoint = 3;
      Empty stream_not_found = 4;
      Empty caught_up = 8;
      Empty fell_behind = 9;
    }

    message ReadEvent { RecordedEvent event = 1; RecordedEvent link = 2; }
    message RecordedEvent {
      UUID id = 1;
      StreamIdentifier stream_identifier = 2;
      uint64 stream_revision = 3;
      uint64 prepare_position = 4;
      uint64 commit_position = 5;
      map<string, string> metadata = 6;
      bytes custom_metadata = 7;
      bytes data = 8;
    }
  }

  message Position { uint64 commit_position = 1; uint64 prepare_position = 2; }
  message StreamIdentifier { bytes stream_name = 3; }
  message UUID { string string = 2; }
  message Empty {}
`,
  { keepCase: true },
)

const [Request, Answer] = [root.lookupType('ReadReq'), root.lookupType('ReadResp')]

type Empty = Readonly<Record<string, never>>
export const EMPTY: Empty = {}

/** Of requests as decimal text; of answers unsigned and exact. */
export interface Uint64 {
  toString(): string
}

export interface ServerPosition {
  readonly commit_position: Uint64
  readonly prepare_position: Uint64
}

/** Where a message has none, they are an empty array. */
export type Bytes = Buffer | readonly never[]

/** A name as UTF-8. */
interface StreamIdentifier {
  readonly stream_name: Buffer
}

export const DIRECTION = { forwards: 0, backwards: 1 } as const

export interface ReadRequest {
  readonly stream?: { readonly stream_identifier: StreamIdentifier; readonly revision: string }
  readonly all?: { readonly position: ServerPosition } | { readonly start: Empty } | { readonly end: Empty }
  readonly read_direction?: (typeof DIRECTION)[keyof typeof DIRECTION]
  /** The most events; a request with `subscription` goes on for ever. */
  readonly count?: number
  readonly subscription?: Empty
  /**
   * Given, the streams whose names have one of the prefixes; `max`: how many records the server may pass over before it
   * sends a checkpoint.
   */
  readonly filter?: {
    readonly stream_identifier: { readonly prefix: readonly string[] }
    readonly max: number
    readonly checkpointIntervalMultiplier: number
  }
}

/** An event as the server has recorded it. */
export interface ServerEvent extends ServerPosition {
  readonly id: { readonly string: string }
  readonly stream_identifier: StreamIdentifier
  readonly stream_revision: Uint64
  /** The server's own, its `type` among it. */
  readonly metadata: Readonly<Record<string, string>>
  readonly custom_metadata: Bytes
  readonly data: Bytes
}

/** The event itself and, where a link led to it, the link; a link whose event is gone comes alone. */
export interface ResolvedEvent {
  readonly event: ServerEvent | null
  readonly link: ServerEvent | null
}

/** One of its members is there; an answer of another kind has none. */
export interface ReadAnswer {
  readonly event: ResolvedEvent | null
  readonly checkpoint: ServerPosition | null
  readonly stream_not_found: Empty | null
  readonly caught_up: Empty | null
  readonly fell_behind: Empty | null
}

/** Ids of events are asked for as text, and links are given as they are. */
export function encodeRequest(request: ReadRequest): Buffer {
  const options = {
    ...request,
    ...(request.filter === undefined ? { no_filter: EMPTY } : {}),
    uuid_option: { string: EMPTY },
  }
  return Request.encode({ options }).finish() as Buffer
}

export function decodeAnswer(bytes: Buffer): ReadAnswer {
  return Answer.decode(bytes) as unknown as ReadAnswer
}
