/** The eight calls of the contract, under DOKU's own prefix. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Sandbox } from "@/sandbox/context";
import { searchAddress } from "./address";
import { type Env, framed, signed } from "./calls";
import { faultOf, isRefusal } from "./errors";
import { getBusiness } from "./get-business";
import { registerLite } from "./lite";
import { registerBusiness } from "./registration";
import { readKindQuery, requirementsTree } from "./requirements";
import { generateToken } from "./token";
import { updateBusiness } from "./update";
import { serveFile, uploadFile } from "./upload";

/** Where DOKU's Partner API begins (contract section 2). */
export const partnerPrefix = "/adv-core-api/partner/v1.0";
const maxBodyBytes = 32 * 1024 * 1024;

/** The Partner API, and the links to uploads that it hands out. */
export function partnerRoutes(sandbox: Sandbox) {
  const api = new Hono<Env>();
  api.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => c.json({ message: "The body is too large" }, 413) }));
  api.get(
    "/file",
    signed(sandbox, "requirements", (call) => {
      const kind = readKindQuery((name) => call.c.req.query(name));
      return isRefusal(kind) ? kind : { status: 200, body: requirementsTree(kind) };
    }),
  );
  api.post(
    "/token",
    signed(sandbox, "token", (call) => generateToken(sandbox, call)),
  );
  api.post(
    "/file",
    framed(sandbox, "upload", (c) => uploadFile(sandbox, c)),
  );
  api.post(
    "/business",
    signed(sandbox, "register", (call) => registerBusiness(sandbox, call)),
  );
  api.post(
    "/business/lite/registration",
    signed(sandbox, "lite", (call) => registerLite(sandbox, call)),
  );
  api.get(
    "/business/:id",
    signed(sandbox, "get", (call) => getBusiness(sandbox, call)),
  );
  api.put(
    "/business/:id",
    signed(sandbox, "update", (call) => updateBusiness(sandbox, call)),
  );
  api.get("/address", signed(sandbox, "address", searchAddress));

  const routes = new Hono<Env>();
  routes.route(partnerPrefix, api);
  routes.all(`${partnerPrefix}/*`, (c) => {
    const refusal = faultOf("notFound", "No such call");
    return c.json(refusal.body as object, refusal.status);
  });
  routes.get("/files/:id", (c) => serveFile(sandbox, c));
  return routes;
}
