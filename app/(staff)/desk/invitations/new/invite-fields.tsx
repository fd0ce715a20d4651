import type { UseFormRegister } from "react-hook-form";
import { RadioGroup } from "@/components/forms/radio-group";
import { SelectField } from "@/components/forms/select";
import { TextAreaField } from "@/components/forms/text-area";
import { TextField } from "@/components/forms/text-input";
import { Card } from "@/components/ui/card";
import type { InvitationInput } from "@/lib/domain/invitation";

/** The fields in the order of the page, which is the order of the error summary. */
export const inviteFieldNames = [
  "name",
  "email",
  "phone",
  "locale",
  "businessName",
  "prefilled.businessType",
  "prefilled.legalEntity",
  "prefilled.brandName",
  "prefilled.description",
  "prefilled.street",
] as const;

type TextKey =
  | "person"
  | "name"
  | "email"
  | "emailHint"
  | "phone"
  | "phoneHint"
  | "locale"
  | "business"
  | "businessName"
  | "known"
  | "knownHint"
  | "businessType"
  | "personal"
  | "corporate"
  | "unknownType"
  | "legalEntity"
  | "street"
  | "streetHint"
  | "brandName"
  | "description"
  | "send"
  | "sending";
export type InviteTexts = Record<TextKey | "optional" | "summaryTitle" | "indonesian" | "english", string>;

type FieldName = (typeof inviteFieldNames)[number];

/** What each field is called on the page. */
export const inviteLabelKeys: Record<FieldName, TextKey> = {
  name: "name",
  email: "email",
  phone: "phone",
  locale: "locale",
  businessName: "businessName",
  "prefilled.businessType": "businessType",
  "prefilled.legalEntity": "legalEntity",
  "prefilled.brandName": "brandName",
  "prefilled.description": "description",
  "prefilled.street": "street",
};

/** The three groups of the invitation: the person, the business, and what is known already. */
export function InviteFields({
  texts,
  legalForms,
  register,
  faultOf,
}: {
  texts: InviteTexts;
  /** Legal forms of companies with their names. */
  legalForms: readonly { value: string; label: string }[];
  register: UseFormRegister<InvitationInput>;
  faultOf: (name: FieldName) => string | undefined;
}) {
  const field = (name: FieldName) => ({ ...register(name), error: faultOf(name) });
  return (
    <div className="mb-6 space-y-6">
      <Card as="section" className="space-y-5">
        <h2 className="text-lg font-bold tracking-tight">{texts.person}</h2>
        <TextField {...field("name")} label={texts.name} autoComplete="off" />
        <TextField
          {...field("email")}
          label={texts.email}
          hint={texts.emailHint}
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          {...field("phone")}
          label={texts.phone}
          hint={texts.phoneHint}
          optionalText={texts.optional}
          width="lg"
          type="tel"
          autoComplete="off"
        />
        <RadioGroup
          {...field("locale")}
          legend={texts.locale}
          columns={2}
          options={[
            { value: "id", label: texts.indonesian },
            { value: "en", label: texts.english },
          ]}
        />
      </Card>
      <Card as="section" className="space-y-5">
        <h2 className="text-lg font-bold tracking-tight">{texts.business}</h2>
        <TextField {...field("businessName")} label={texts.businessName} autoComplete="off" />
      </Card>
      <Card as="section" className="space-y-5">
        <div>
          <h2 className="text-lg font-bold tracking-tight">{texts.known}</h2>
          <p className="text-[0.9375rem] text-soft">{texts.knownHint}</p>
        </div>
        <SelectField
          {...field("prefilled.businessType")}
          label={texts.businessType}
          emptyText={texts.unknownType}
          options={[
            { value: "PERSONAL", label: texts.personal },
            { value: "CORPORATE", label: texts.corporate },
          ]}
        />
        <SelectField
          {...field("prefilled.legalEntity")}
          label={texts.legalEntity}
          emptyText={texts.unknownType}
          options={legalForms}
        />
        <TextField {...field("prefilled.brandName")} label={texts.brandName} autoComplete="off" />
        <TextAreaField {...field("prefilled.description")} label={texts.description} />
        <TextField {...field("prefilled.street")} label={texts.street} hint={texts.streetHint} autoComplete="off" />
      </Card>
    </div>
  );
}
