/** Rendered for each request, as ours are. */
export const dynamic = "force-dynamic";

export default function Page() {
  return (
    <main>
      <h1>Profil usaha</h1>
      <p>Halaman tanpa isi.</p>
    </main>
  );
}
