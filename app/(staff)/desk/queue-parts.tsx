import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { errorsFor } from "@/app/issue-texts";
import { ManyBar } from "@/components/desk/many-bar";
import { OwnView } from "@/components/desk/own-view";
import { mayDo } from "@/lib/domain/permissions";
import { snoozeChoices } from "@/lib/domain/snooze-times";
import { askTicked, assignTicked, changeViewName, dropView, keepView, snoozeTicked } from "./actions";
import type { Desk } from "./load-desk";

const manyAnswers = ["choose", "many.none", "many.moved", "many.notAtDoku", "cannotAssign", "notFound"];
const viewAnswers = ["required", "tooLong", "view.taken", "view.many", "notFound"];

/** The list with what can be done with several merchants above it, in words. */
export async function TickedBar({
  colleagues,
  me,
  children,
}: {
  colleagues: Desk["colleagues"];
  me: string;
  children: ReactNode;
}) {
  const [t, queue, errors] = await Promise.all([
    getTranslations("queue.many"),
    getTranslations("queue"),
    errorsFor(...manyAnswers),
  ]);
  const able = colleagues.filter(({ staffRole }) => mayDo(staffRole, "case.return"));
  const own = able.filter(({ id }) => id === me);
  const people = [...own, ...able.filter(({ id }) => id !== me)];
  return (
    <ManyBar
      assign={assignTicked}
      snooze={snoozeTicked}
      ask={askTicked}
      assignees={[
        ...people.map(({ id, name }) => ({ value: id, label: id === me ? queue("mine", { name }) : name })),
        { value: "nobody", label: t("nobody") },
      ]}
      snoozes={snoozeChoices.map((value) => ({ value, label: t(`for.${value}`) }))}
      texts={{
        label: t("label"),
        lead: t("lead"),
        chosen: t.raw("chosen"),
        assignee: t("assignee"),
        assign: t("assign"),
        snooze: t("snooze"),
        snoozeSubmit: t("snoozeSubmit"),
        ask: t("ask"),
        working: t("working"),
        done: t("done"),
        asked: t("asked"),
      }}
      errors={errors}
    >
      {children}
    </ManyBar>
  );
}

/** The list as a view of one's own. */
export async function ViewKeeper({ desk }: { desk: Pick<Desk, "query" | "savedAs"> }) {
  const [t, many, errors] = await Promise.all([
    getTranslations("queue.views"),
    getTranslations("queue.many"),
    errorsFor(...viewAnswers),
  ]);
  const texts = {
    save: t("save"),
    name: t("name"),
    nameHint: t("nameHint"),
    keep: t("keep"),
    kept: t("kept"),
    own: t.raw("own"),
    rename: t("rename"),
    renamed: t("renamed"),
    drop: t("drop"),
    dropped: t("dropped"),
    working: many("working"),
  };
  const { query, savedAs } = desk;
  return (
    <OwnView
      key={savedAs?.id ?? query}
      query={query}
      savedAs={savedAs}
      keep={keepView}
      rename={changeViewName}
      drop={dropView}
      texts={texts}
      errors={errors}
    />
  );
}
