/** The JSON control API for tests and demos; docs/sandbox.md documents it. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { kybHours, type Sandbox } from "@/sandbox/context";
import { approveEverything, suspend } from "@/sandbox/kyb/engine";
import { finishLite } from "@/sandbox/kyb/finish-lite";
import { magicEndings, magicWords } from "@/sandbox/kyb/magic";
import { parts, reasons } from "@/sandbox/kyb/notes";
import { endpoints } from "@/sandbox/partner-api/calls";
import type { BusinessRecord, JsonObject } from "@/sandbox/store/records";
import {
  callbackInput,
  changeStatus,
  faultInput,
  findBusiness,
  sendCrafted,
  sendSpecial,
  setAuto,
  specials,
  statusInput,
} from "./actions";
import { waitRoutes } from "./wait";

function summary(business: BusinessRecord) {
  const { id, brandId, partnerRefId, lite, finishedAt, createdAt, callbackUrl, entities, data } = business;
  return {
    id,
    brandId,
    partnerRefId,
    lite,
    finishedAt,
    name: data.name,
    email: data.email,
    createdAt,
    callbackUrl,
    entities,
  };
}

class BadInput extends Error {}

async function inputOf<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const parsed = schema.safeParse(await c.req.json().catch(() => ({})));
  if (!parsed.success) throw new BadInput(z.prettifyError(parsed.error));
  return parsed.data;
}

const notFound = (c: Context) => c.json({ message: "No such business" }, 404);

function businessRoutes(sandbox: Sandbox) {
  const routes = new Hono();
  routes.get("/", (c) => {
    const query = (c.req.query("q") ?? "").toLowerCase();
    const all = Object.values(sandbox.store.state.businesses).map(summary);
    return c.json({ businesses: all.filter((entry) => JSON.stringify(entry).toLowerCase().includes(query)) });
  });
  routes.get("/:id", (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    return business ? c.json({ ...summary(business), data: business.data }) : notFound(c);
  });
  routes.post("/:id/status", async (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    if (!business) return notFound(c);
    return c.json({ changed: changeStatus(sandbox, business, await inputOf(c, statusInput)) });
  });
  routes.post("/:id/approve", (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    if (!business) return notFound(c);
    approveEverything(sandbox, business);
    return c.json(summary(business));
  });
  routes.post("/:id/suspend", (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    if (!business) return notFound(c);
    suspend(sandbox, business);
    return c.json(summary(business));
  });
  routes.post("/:id/finish", (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    if (!business) return notFound(c);
    if (!finishLite(sandbox, business)) return c.json({ message: "DOKU does not wait for this merchant" }, 400);
    return c.json(summary(business));
  });
  routes.post("/:id/special", async (c) => {
    const business = findBusiness(sandbox, c.req.param("id"));
    if (!business) return notFound(c);
    const input = await inputOf(c, z.object({ type: z.string(), entityId: z.string(), special: z.enum(specials) }));
    const entity = business.entities.find((entry) => entry.type === input.type && entry.id === input.entityId);
    return c.json({ sent: entity ? sendSpecial(sandbox, business, entity, input.special) : false });
  });
  return routes;
}

/** Everything under `/control`. */
export function controlRoutes(sandbox: Sandbox) {
  const { store } = sandbox;
  const control = new Hono();
  control.onError((error, c) => {
    if (error instanceof BadInput) return c.json({ message: error.message }, 400);
    throw error;
  });
  control.route("/businesses", businessRoutes(sandbox));
  control.route("/wait", waitRoutes(sandbox));
  control.get("/settings", (c) =>
    c.json({ auto: store.state.auto, clock: sandbox.options.clock, dayMs: kybHours(sandbox, 24) }),
  );
  control.post("/settings", async (c) => {
    setAuto(sandbox, (await inputOf(c, z.object({ auto: z.boolean() }))).auto);
    return c.json({ auto: store.state.auto });
  });
  control.get("/faults", (c) => c.json({ faults: store.state.faults, endpoints }));
  control.post("/faults", async (c) => {
    const fault = await inputOf(c, faultInput.extend({ endpoint: z.enum(["*", ...endpoints]) }));
    store.state.faults.push(fault);
    store.changed();
    return c.json({ faults: store.state.faults });
  });
  control.delete("/faults", (c) => {
    store.state.faults = [];
    store.changed();
    return c.json({ faults: [] });
  });
  control.post("/callbacks", async (c) => {
    const input = await inputOf(c, callbackInput);
    const business = findBusiness(sandbox, input.businessId);
    if (!business) return notFound(c);
    const delivery = sendCrafted(sandbox, business, input);
    return delivery ? c.json({ delivery }) : c.json({ message: "No such entity, or no callback address" }, 400);
  });
  control.get("/deliveries", (c) => {
    const businessId = c.req.query("businessId");
    const state = c.req.query("state");
    const fits = (entry: { businessId: string; state: string }) =>
      (!businessId || entry.businessId === businessId) && (!state || entry.state === state);
    return c.json({ deliveries: store.state.deliveries.filter(fits) });
  });
  control.get("/calls", (c) => {
    const endpoint = c.req.query("endpoint");
    return c.json({ calls: store.state.calls.filter((call) => !endpoint || call.endpoint === endpoint) });
  });
  control.get("/mails", (c) => {
    const to = c.req.query("to")?.toLowerCase();
    const mails = store.state.mails.filter((mail) => !to || mail.to.some((address) => address.toLowerCase() === to));
    return c.json({ mails });
  });
  control.get("/mail", (c) => c.json(store.state.mail));
  control.post("/mail", async (c) => {
    store.state.mail.refuse = (await inputOf(c, z.object({ refuse: z.boolean() }))).refuse;
    store.changed();
    return c.json(store.state.mail);
  });
  control.get("/files", (c) => c.json({ files: Object.values(store.state.files) }));
  control.get("/magic", (c) => {
    const refusals: JsonObject = { parts, reasons };
    return c.json({ words: magicWords, endings: magicEndings, refusals });
  });
  control.post("/reset", async (c) => {
    await store.reset();
    return c.json({ reset: true });
  });
  return control;
}
