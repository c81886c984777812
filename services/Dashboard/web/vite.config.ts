import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // The client is linked and has these in its own folder too: without this, the page would contain them twice.
  resolve: { dedupe: ["@bufbuild/protobuf", "@connectrpc/connect", "@connectrpc/connect-web"] },
  build: {
    outDir: "../wwwroot",
    emptyOutDir: true,
    target: "es2024",
    // The polyfill would be a script inside the page, which its content security policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
});
