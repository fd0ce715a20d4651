/** Refusals, in the envelopes that DOKU uses in different places: a client must take all five (contract section 11). */

export type Refusal = {
  refused: true;
  status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  body: unknown;
};

const envelopes = {
  /** A bad query: a list of sentences. */
  parameters: (messages: string[]) => ({ status: 400, body: { message: messages } }),
  /** A field of the body is wrong: a list of sentences, each beginning with the path of the field. */
  fields: (messages: string[]) => ({ status: 422, body: { message: messages } }),
  signature: ([message]: string[]) => ({ status: 401, body: { error: { message } } }),
  token: ([message]: string[]) => ({ status: 401, body: { responseCode: "4010001", responseMessage: message } }),
  notAllowed: ([message]: string[]) => ({ status: 403, body: { error: { message } } }),
  notFound: ([message]: string[]) => ({ status: 404, body: { message } }),
  duplicate: ([message]: string[]) => ({
    status: 409,
    body: { status: "FAILED", response_code: "DUPLICATE_TRANSACTION", message },
  }),
  file: ([message]: string[]) => ({
    status: 400,
    body: { status: "FAILED", response_code: "INVALID_PARAMETER", message },
  }),
  tooMany: ([message]: string[]) => ({ status: 429, body: { message } }),
  broken: ([message]: string[]) => ({ status: 503, body: { responseCode: "5030000", responseMessage: message } }),
} as const satisfies Record<string, (messages: string[]) => { status: Refusal["status"]; body: unknown }>;

export type Fault = keyof typeof envelopes;

/** The refusal of a kind, in that kind's envelope. */
export function faultOf(fault: Fault, messages: string | string[]): Refusal {
  return { refused: true, ...envelopes[fault]([messages].flat()) };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}
