"use server";

import { redirect } from "next/navigation";
import { staffFormAction } from "@/lib/action";
import { auditFormSchema, auditHref } from "./load-audit";

/** Narrows the audit trail down. A POST, because staff may type somebody's address. */
export const filterAudit = staffFormAction("audit.see", auditFormSchema, async ({ input }) =>
  redirect(await auditHref(input)),
);
