/** The module that Remix's Vite plugin makes: all routes, ready to be served (see app/server.ts). */
declare module "virtual:remix/server-build" {
  export * from "@remix-run/dev/server-build";
}
