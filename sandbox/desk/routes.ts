/** The web desk: pages and the forms on them. */
import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Sandbox } from "@/sandbox/context";
import { entitiesFor, sendSpecial, setAuto, specials } from "@/sandbox/control/actions";
import { approveEverything, setStatus, suspend } from "@/sandbox/kyb/engine";
import { finishLite } from "@/sandbox/kyb/finish-lite";
import { noteOf, suspensionNotes } from "@/sandbox/kyb/notes";
import { type BusinessRecord, entityStatuses, type Note } from "@/sandbox/store/records";
import { own } from "@/sandbox/store/store";
import { businessPage } from "./business-page";
import { listPage } from "./list-page";
import { logPage } from "./log-page";

/** What pages may load: nothing but their own styles and pictures. Frames inherit it, so mails run no script. */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "http:", "https:"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    frameSrc: ["'self'"],
    baseUri: ["'self'"],
  },
  strictTransportSecurity: false,
  crossOriginResourcePolicy: false,
});

type Form = Record<string, string>;

async function formOf(c: Context): Promise<Form> {
  const body = await c.req.parseBody();
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, typeof value === "string" ? value : ""]));
}

function notesFrom(form: Form, status: string): Note[] {
  if (status === "SUSPENDED") return suspensionNotes;
  if (status !== "REJECTED") return [];
  const written = form.note?.trim();
  if (written) return [{ code: "OTHER", field: "", message: written }];
  const note = noteOf(form.reason ?? "");
  return note ? [note] : [];
}

/** Everything that the desk shows and does. */
export function deskRoutes(sandbox: Sandbox) {
  const desk = new Hono();
  desk.use(pageHeaders);

  const onBusiness = (act: (business: BusinessRecord, form: Form) => void) => async (c: Context) => {
    const business = own(sandbox.store.state.businesses, c.req.param("id") ?? "");
    if (!business) return c.text("No such business", 404);
    act(business, await formOf(c));
    return c.redirect(`/businesses/${business.id}`, 303);
  };

  desk.get("/", (c) => c.html(listPage(sandbox, c.req.query("q")?.trim() ?? "")));
  desk.get("/log", (c) => c.html(logPage(sandbox)));
  desk.get("/businesses/:id", (c) => {
    const business = own(sandbox.store.state.businesses, c.req.param("id"));
    return business ? c.html(businessPage(sandbox, business)) : c.text("No such business", 404);
  });
  desk.get("/businesses/:id/", (c) => c.redirect(`/businesses/${c.req.param("id")}`));
  desk.post("/settings", async (c) => {
    setAuto(sandbox, (await formOf(c)).auto === "on");
    return c.redirect("/", 303);
  });
  desk.post(
    "/businesses/:id/approve-everything",
    onBusiness((business) => approveEverything(sandbox, business)),
  );
  desk.post(
    "/businesses/:id/suspend",
    onBusiness((business) => suspend(sandbox, business)),
  );
  desk.post(
    "/businesses/:id/finish",
    onBusiness((business) => finishLite(sandbox, business)),
  );
  desk.post(
    "/businesses/:id/verdict",
    onBusiness((business, form) => {
      const status = entityStatuses.find((known) => known === form.status);
      if (!status) return;
      for (const entity of entitiesFor(business, form.type ?? "", form.entityId)) {
        setStatus(sandbox, business, entity, status, notesFrom(form, status));
      }
    }),
  );
  desk.post(
    "/businesses/:id/special",
    onBusiness((business, form) => {
      const special = specials.find((known) => known === form.special);
      const [entity] = entitiesFor(business, form.type ?? "", form.entityId);
      if (special && entity) sendSpecial(sandbox, business, entity, special);
    }),
  );
  return desk;
}
