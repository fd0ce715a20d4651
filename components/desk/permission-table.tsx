import { Check, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import { mayDo, type Permission, permissions, staffRoles } from "@/lib/domain/permissions";

const all = Object.keys(permissions) as Permission[];
/** What each role may do, from the table that decides it (lib/domain/permissions). */
export function PermissionTable() {
  const t = useTranslations("team");
  return (
    // Wider than a phone: scrolls in itself, and a keyboard can reach it.
    <section
      aria-label={t("permissions")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-card border border-line bg-card"
    >
      <table className="w-full min-w-[27rem] text-[0.9375rem]">
        <thead>
          <tr className="border-b border-line text-left">
            <th scope="col" className="px-4 py-2.5 font-semibold">
              {t("deed")}
            </th>
            {staffRoles.map((role) => (
              <th key={role} scope="col" className="px-2 py-2.5 text-center font-semibold sm:px-3">
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {all.map((permission) => (
            <tr key={permission}>
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {t(`may.${permission}`)}
              </th>
              {staffRoles.map((role) => (
                <td key={role} className="px-2 py-2 text-center sm:px-3">
                  {mayDo(role, permission) ? (
                    <>
                      <Check aria-hidden="true" size={18} className="mx-auto text-ok" />
                      <span className="sr-only">{t("yes")}</span>
                    </>
                  ) : (
                    <>
                      <Minus aria-hidden="true" size={18} className="mx-auto text-soft" />
                      <span className="sr-only">{t("no")}</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
