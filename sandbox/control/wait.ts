/** Waiting instead of sleeping: answers as soon as something is so, or 408 when it did not become so in time. */
import { type Context, Hono } from "hono";
import type { Sandbox } from "@/sandbox/context";
import { findBusiness } from "./actions";

const defaultTimeoutMs = 20_000;
const longestTimeoutMs = 120_000;

async function until<T>(sandbox: Sandbox, c: Context, look: () => T | undefined): Promise<Response> {
  const asked = Number(c.req.query("timeoutMs") ?? defaultTimeoutMs);
  const deadline = Date.now() + Math.min(Number.isFinite(asked) ? asked : defaultTimeoutMs, longestTimeoutMs);
  for (;;) {
    const found = look();
    if (found !== undefined) return c.json(found as object);
    const leftMs = deadline - Date.now();
    if (leftMs <= 0 || c.req.raw.signal.aborted) return c.json({ message: "It did not happen in time" }, 408);
    await sandbox.store.nextChange(Math.min(leftMs, 1_000));
  }
}

/** `/wait/mail`, `/wait/business` and `/wait/delivery`. */
export function waitRoutes(sandbox: Sandbox) {
  const { store } = sandbox;
  const routes = new Hono();
  routes.get("/mail", (c) => {
    const { to, subject, after } = c.req.query();
    return until(sandbox, c, () =>
      store.state.mails.findLast(
        (mail) =>
          (!to || mail.to.some((address) => address.toLowerCase() === to.toLowerCase())) &&
          (!subject || mail.subject.includes(subject)) &&
          (!after || mail.date > after),
      ),
    );
  });
  routes.get("/business", (c) => {
    const { id, name, type, status } = c.req.query();
    return until(sandbox, c, () => {
      const all = Object.values(store.state.businesses);
      const business = id ? findBusiness(sandbox, id) : all.findLast((entry) => !name || entry.data.name === name);
      if (!business) return undefined;
      const own = business.entities.filter((entity) => !type || entity.type === type);
      const fits = own.length > 0 && own.every((entity) => !status || entity.status === status);
      return fits ? { id: business.id, brandId: business.brandId, entities: business.entities } : undefined;
    });
  });
  routes.get("/delivery", (c) => {
    const { businessId, type, state } = c.req.query();
    return until(sandbox, c, () =>
      store.state.deliveries.findLast(
        (delivery) =>
          (!businessId || delivery.businessId === businessId) &&
          (!type || delivery.type === type) &&
          (!state || delivery.state === state),
      ),
    );
  });
  return routes;
}
