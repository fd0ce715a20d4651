/** The sandbox as tests drive it: its control API and its mailbox (docs/sandbox.md). */
import { z } from "zod";

const noteSchema = z.object({ code: z.string(), field: z.string(), message: z.string() });
const entitySchema = z.object({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  notes: z.array(noteSchema),
  /** How often it was sent: grows with every correction that DOKU carries out. */
  attempt: z.number(),
});
const businessSchema = z.object({
  id: z.string(),
  brandId: z.string(),
  name: z.unknown(),
  email: z.unknown(),
  entities: z.array(entitySchema),
});
const foundSchema = businessSchema.pick({ id: true, brandId: true, entities: true });
const mailSchema = z.object({
  id: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  date: z.string(),
});
const deliverySchema = z.object({ id: z.string(), type: z.string(), state: z.string() });
const callSchema = z.object({
  endpoint: z.string(),
  requestId: z.string().nullable(),
  status: z.union([z.number(), z.literal("no answer")]),
});
const mailStateSchema = z.object({ refuse: z.boolean(), refused: z.number() });

export type Mail = z.infer<typeof mailSchema>;

type StatusChange = { type: string; entityId?: string; status: string; notes?: z.infer<typeof noteSchema>[] };
type Special = "duplicate" | "late" | "out_of_order" | "wrongly_signed" | "unsigned";
type Crafted = {
  businessId: string;
  type: string;
  status?: string;
  entityId?: string;
  notes?: string[];
  updatedAt?: string;
  shape?: string;
  signing?: string;
};
type Fault = { endpoint: string; kind: string; status?: number; delayMs?: number; remaining?: number };

async function answerOf<T extends z.ZodType>(response: Response, schema: T): Promise<z.output<T>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} at ${response.url}: ${text}`);
  return schema.parse(JSON.parse(text));
}

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(given).toString();
}

/** Everything that a test asks of the sandbox; each call throws with the sandbox's own words when it is refused. */
export function sandboxControl(url: string) {
  const get = async <T extends z.ZodType>(path: string, schema: T) =>
    answerOf(await fetch(`${url}/control${path}`), schema);
  const post = async <T extends z.ZodType>(path: string, body: unknown, schema: T) => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${url}/control${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answerOf(response, schema);
  };
  const calls = async (endpoint: string) =>
    (await get(`/calls?${query({ endpoint })}`, z.object({ calls: z.array(callSchema) }))).calls;
  return {
    url,
    /** All businesses that contain the text; how many there are is what "exactly one" is tested with. */
    businesses: async (text = "") =>
      (await get(`/businesses?${query({ q: text })}`, z.object({ businesses: z.array(businessSchema) }))).businesses,
    /** Waits until the business is there and all its entities (of a type) have the status. */
    waitForBusiness: (want: { id?: string; name?: string; type?: string; status?: string }) =>
      get(`/wait/business?${query({ ...want, timeoutMs: "60000" })}`, foundSchema),
    /** Where the portal asked for callbacks about a business. */
    callbackUrl: async (id: string) => {
      const data = z.object({ callback_url: z.string() });
      return (await get(`/businesses/${id}`, z.object({ data }))).data.callback_url;
    },
    waitForDelivery: (want: { businessId?: string; type?: string; state?: string }) =>
      get(`/wait/delivery?${query({ ...want, timeoutMs: "60000" })}`, deliverySchema),
    approve: (id: string) => post(`/businesses/${id}/approve`, {}, businessSchema),
    /** After Create business lite: the merchant finishes in DOKU's own dashboard. */
    finish: (id: string) => post(`/businesses/${id}/finish`, {}, businessSchema),
    suspend: (id: string) => post(`/businesses/${id}/suspend`, {}, businessSchema),
    setStatus: async (id: string, change: StatusChange) =>
      (await post(`/businesses/${id}/status`, change, z.object({ changed: z.number() }))).changed,
    special: async (id: string, type: string, entityId: string, special: Special) =>
      (await post(`/businesses/${id}/special`, { type, entityId, special }, z.object({ sent: z.boolean() }))).sent,
    /** Sends a callback that says whatever it is told and changes nothing at the sandbox. */
    callback: (crafted: Crafted) => post("/callbacks", crafted, z.unknown()),
    /** The next answers of an endpoint go wrong. */
    fault: (fault: Fault) => post("/faults", fault, z.unknown()),
    clearFaults: async () => answerOf(await fetch(`${url}/control/faults`, { method: "DELETE" }), z.unknown()),
    /** Every callback about a business, sent or not. */
    deliveries: async (businessId: string) =>
      (await get(`/deliveries?${query({ businessId })}`, z.object({ deliveries: z.array(deliverySchema) }))).deliveries,
    /** The calls of an endpoint, oldest first. */
    calls,
    /** How often an endpoint was called. */
    callCount: async (endpoint: string) => (await calls(endpoint)).length,
    /** What tells calls apart: a repetition of ours has the Request-Id of the first try. */
    requestIds: async (endpoint: string) => [...new Set((await calls(endpoint)).map(({ requestId }) => requestId))],
  };
}

export type SandboxControl = ReturnType<typeof sandboxControl>;

export type Mailbox = {
  /** The newest mail to an address, waited for; `after` is the `date` of one that must be older. */
  waitFor: (to: string, subject?: string, after?: string) => Promise<Mail>;
  /** Every mail that an address has got, oldest first. */
  all: (to: string) => Promise<Mail[]>;
  /** How many mails an address has got. */
  count: (to: string) => Promise<number>;
  /** Puts the mail server out of order, or in order again. */
  refuse: (refuse: boolean) => Promise<void>;
  /** How many mails it has refused so far. */
  refused: () => Promise<number>;
};

export function mailboxOf(sandboxUrl: string): Mailbox {
  const all = async (to: string) => {
    const response = await fetch(`${sandboxUrl}/control/mails?${query({ to })}`);
    return (await answerOf(response, z.object({ mails: z.array(mailSchema) }))).mails;
  };
  return {
    all,
    waitFor: async (to, subject, after) => {
      const path = `/control/wait/mail?${query({ to, subject, after, timeoutMs: "30000" })}`;
      return await answerOf(await fetch(`${sandboxUrl}${path}`), mailSchema);
    },
    count: async (to) => (await all(to)).length,
    refuse: async (refuse) => {
      const headers = { "Content-Type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify({ refuse }) };
      await answerOf(await fetch(`${sandboxUrl}/control/mail`, init), mailStateSchema);
    },
    refused: async () => (await answerOf(await fetch(`${sandboxUrl}/control/mail`), mailStateSchema)).refused,
  };
}

/** The address in a mail that leads into the portal. */
export function linkIn(mail: Mail, portalUrl: string): string {
  const link = mail.text.match(/https?:\/\/\S+/g)?.find((address) => address.startsWith(portalUrl));
  if (!link) throw new Error(`There is no link to the portal in "${mail.subject}".`);
  return link;
}
