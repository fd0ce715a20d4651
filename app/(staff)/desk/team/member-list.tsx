import { useTranslations } from "next-intl";
import { DeedForm } from "@/components/desk/deed-form";
import { KeptSelect } from "@/components/desk/kept-fields";
import { Field } from "@/components/forms/field";
import { useMoments } from "@/components/kyb/use-moments";
import { Ago } from "@/components/live/ago";
import { Badge } from "@/components/ui/badge";
import { Disclosure } from "@/components/ui/disclosure";
import { staffRoles } from "@/lib/domain/permissions";
import { changeMemberRole, letInMember, mailMember, resetMemberFactor, shutOutMember } from "./actions";
import type { MemberRow } from "./load-team";

type Props = { member: MemberRow; now: Date; errors: Record<string, string> };

function Facts({ member: { createdAt, seenAt, disabledAt, awayAt, cases }, now }: Omit<Props, "errors">) {
  const t = useTranslations("team");
  const { short } = useMoments();
  const when = (at: Date) => () => <Ago at={at} now={now} />;
  return (
    <p className="text-sm text-soft">
      {t("since", { when: short(createdAt) })}
      {" · "}
      {seenAt ? t.rich("seen", { when: when(seenAt) }) : t("neverSeen")}
      {disabledAt ? <> · {t.rich("disabledAt", { when: when(disabledAt) })}</> : null}
      {awayAt && !disabledAt ? <> · {t.rich("awayAt", { when: when(awayAt) })}</> : null}
      {cases > 0 ? ` · ${t("cases", { count: cases })}` : null}
    </p>
  );
}

function Deeds({ member, errors }: Omit<Props, "now">) {
  const t = useTranslations("team");
  const { id, name, staffRole, disabledAt, seenAt, factorSince } = member;
  const shared = { values: { memberId: id }, about: name, pendingText: t("working"), errors };
  if (disabledAt) return <DeedForm {...shared} action={letInMember} label={t("enable")} done={t("done")} />;
  return (
    <div className="space-y-6">
      <DeedForm {...shared} action={changeMemberRole} label={t("changeRole")} done={t("done")}>
        {/* Named by the member: no two choices on the page may share an id. */}
        <Field name={`role-${id}`} label={t("roleOf", { name })} className="max-w-64">
          {(control) => (
            <KeptSelect
              {...control}
              key={staffRole}
              name="role"
              defaultValue={staffRole ?? "viewer"}
              options={staffRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            />
          )}
        </Field>
      </DeedForm>
      {seenAt ? null : <DeedForm {...shared} action={mailMember} label={t("mailAgain")} done={t("mailed")} />}
      {factorSince ? (
        <DeedForm {...shared} action={resetMemberFactor} label={t("resetFactor")} done={t("done")}>
          <p className="max-w-[62ch] text-[0.9375rem] text-soft">{t("resetFactorWhat", { name })}</p>
        </DeedForm>
      ) : null}
      <DeedForm {...shared} action={shutOutMember} label={t("disable")} done={t("done")} variant="danger">
        <p className="max-w-[62ch] text-[0.9375rem] text-soft">{t("disableWhat", { name })}</p>
      </DeedForm>
    </div>
  );
}

/** The staff, each with what an admin may change about them. */
export function MemberList({ members, now, errors }: { members: readonly MemberRow[] } & Omit<Props, "member">) {
  const t = useTranslations("team");
  return (
    <ul aria-label={t("list")} className="divide-y divide-line rounded-card border border-line bg-card">
      {members.map((member) => (
        <li key={member.id} className="space-y-1 px-4 py-3.5 sm:px-5" data-member={member.email}>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{member.name}</span>
            {member.isReader ? <span className="text-sm text-soft">{t("you")}</span> : null}
            <Badge tone="idle">{t(`role.${member.staffRole ?? "viewer"}`)}</Badge>
            {member.disabledAt ? <Badge tone="bad">{t("disabled")}</Badge> : null}
            {member.factorSince && !member.disabledAt ? <Badge tone="ok">{t("hasFactor")}</Badge> : null}
            {member.awayAt && !member.disabledAt ? <Badge tone="wait">{t("away")}</Badge> : null}
          </div>
          <p className="text-[0.9375rem] break-all">{member.email}</p>
          <Facts member={member} now={now} />
          {member.isReader ? (
            <p className="text-sm text-soft">{t(member.isLastAdmin ? "youLast" : "youNot")}</p>
          ) : (
            <Disclosure
              title={
                <>
                  {t("manage")} <span className="sr-only">{member.name}</span>
                </>
              }
            >
              <Deeds member={member} errors={errors} />
            </Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}
