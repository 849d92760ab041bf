import type { Config } from "tailwindcss";

/**
 * Read through `@config` in app/globals.css: says which folders are searched for class names.
 * The tokens (colour, type, radius, motion) stand in app/globals.css under `@theme`.
 */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
} satisfies Config;
