// One small module for all pages, written where the package ships it; no names of files change, addresses carry a hash.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "../src/comity/serving/web/static",
    emptyOutDir: false,
    copyPublicDir: false,
    sourcemap: false,
    target: "es2022",
    modulePreload: false,
    rollupOptions: { input: "src/main.ts", output: { entryFileNames: "islands.js" } },
  },
});
