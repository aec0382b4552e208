import { index, prefix, route, type RouteConfig } from "@remix-run/route-config";
import { flatRoutes } from "@remix-run/fs-routes";

const wing = (folder: string) => flatRoutes({ rootDirectory: `routes/${folder}` });

export default [
  index("routes/welcome.tsx"),
  route("auth/login", "routes/login.tsx"),
  route("auth/*", "routes/auth.tsx"),
  route("survey/:token", "routes/survey.$token.tsx"),
  route("case/:token", "routes/case.$token.tsx"),
  route("files/:token", "routes/files.$token.ts"),
  route("app", "routes/admin.tsx", await wing("admin")),
  ...prefix("portal", await wing("portal")),
] satisfies RouteConfig;
