/** What JSX becomes; the build puts these names into scope. */
export { h, Fragment } from "preact";
