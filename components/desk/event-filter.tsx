import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { callbackTypes } from "@/lib/domain/sections";
import { sectionKey } from "../kyb/section-words";
import { RecordFilter } from "./record-filter";

type Parts = Record<"kind" | "type" | "status" | "endpoint" | "merchant" | "id" | "from" | "to", string | null>;

const endpoints = [
  "check-requirements",
  "register-business",
  "update-business",
  "get-business",
  "upload-file",
  "issue-token",
  "search-address",
  "create-business-lite",
] as const;

/** What is in the address and not in the list can be seen and kept too. */
const withOwn = (options: { value: string; label: string }[], own: string | null) =>
  own && !options.some(({ value }) => value === own) ? [...options, { value: own, label: own }] : options;

/** The filters of callbacks and calls, beside the kind, which is chosen by links. */
export function EventFilter({
  action,
  parts,
  merchantName,
  errors,
}: Pick<ComponentProps<typeof RecordFilter>, "action" | "errors"> & { parts: Parts; merchantName: string }) {
  const t = useTranslations("records");
  const events = useTranslations("events");
  const sections = useTranslations("sections");
  const types = callbackTypes.map((value) => ({ value, label: `${sections(`name.${sectionKey(value)}`)} · ${value}` }));
  const calls = endpoints.map((value) => ({ value, label: events(`endpoint.${value}`) }));
  const list = (name: "type" | "endpoint", options: { value: string; label: string }[]) =>
    ({
      name,
      kind: "select",
      label: t(`part.${name}`),
      emptyText: t("anything"),
      options: withOwn(options, parts[name]),
      value: parts[name] ?? "",
    }) as const;
  const line = (name: "status" | "id" | "from" | "to", kind: "text" | "datetime-local") =>
    ({ name, kind, label: t(`part.${name}`), value: parts[name] ?? "" }) as const;
  return (
    <RecordFilter
      action={action}
      errors={errors}
      label={t("label")}
      submit={t("submit")}
      pendingText={t("pending")}
      kept={{ kind: parts.kind ?? "", knownId: parts.merchant ?? "", knownName: merchantName }}
      fields={[
        list("type", types),
        line("status", "text"),
        list("endpoint", calls),
        { name: "merchant", kind: "text", label: t("part.merchant"), value: merchantName },
        line("id", "text"),
        line("from", "datetime-local"),
        line("to", "datetime-local"),
      ]}
    />
  );
}
