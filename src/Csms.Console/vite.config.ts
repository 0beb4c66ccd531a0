import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // The content security policy knows no inline fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  // `npm run dev` or `npx vite preview` beside a running host.
  server: { proxy: { "/api": process.env.CSMS_URL ?? "http://localhost:8080" } },
});
