/** Column kinds of our own: values that are encrypted on the way in and opened on the way out. */
import { type AnyColumn, sql } from "drizzle-orm";
import { customType, timestamp } from "drizzle-orm/pg-core";
import { seal, unseal, unsealUndamaged } from "../lib/crypto/seal";

/** A personal or secret text, stored encrypted. `context` is `table.column` and is part of what is authenticated. */
export const sealedText = (name: string, context: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => seal(value, context),
    fromDriver: (value) => unseal(value, context),
  })(name);

/** What `sealedText` keeps, as an expression: null where it is damaged, so that one such row does not keep the others from being read. */
export const openedText = (column: AnyColumn, context: string) =>
  sql<string | null>`${column}`.mapWith((sealed: string) => unsealUndamaged(sealed, context));

/** The same for a JSON value. */
export const sealedJson = <T>(name: string, context: string) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => "text",
    toDriver: (value) => seal(JSON.stringify(value), context),
    fromDriver: (value) => JSON.parse(unseal(value, context)) as T,
  })(name);

/** A moment, in UTC, to the microsecond that PostgreSQL keeps. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
