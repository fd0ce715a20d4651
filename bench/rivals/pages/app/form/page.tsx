import { ProfileForm } from "./profile-form";

export const dynamic = "force-dynamic";

/** A form as most are made with the same libraries: no autosave, no words for faults of the server, no look. */
export default function Page() {
  return (
    <main>
      <h1>Profil usaha</h1>
      <ProfileForm />
    </main>
  );
}
