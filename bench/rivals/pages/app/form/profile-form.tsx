"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";

const schema = z.object({
  name: z.string().min(1, "Isi nama usaha"),
  email: z.email("Periksa alamat email"),
  phone: z.string().regex(/^0\d{8,12}$/, "Periksa nomor telepon"),
  description: z.string().min(1, "Isi apa yang dijual"),
  website: z.enum(["HAVE", "DONT_HAVE"], "Pilih salah satu"),
});

const fields = ["name", "email", "phone", "description"] as const;

export function ProfileForm() {
  const [isSent, setIsSent] = useState(false);
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(schema) });
  return (
    <form onSubmit={handleSubmit(() => setIsSent(true))}>
      {fields.map((field) => (
        <p key={field}>
          <label htmlFor={field}>{field}</label>
          <input id={field} {...register(field)} />
          {formState.errors[field]?.message}
        </p>
      ))}
      <select {...register("website")}>
        <option value="HAVE">HAVE</option>
        <option value="DONT_HAVE">DONT_HAVE</option>
      </select>
      <button type="submit">{isSent ? "Terkirim" : "Lanjut"}</button>
    </form>
  );
}
