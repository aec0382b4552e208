import { findWayBack } from "~/http/app-bridge.server";

/** Nobody types a shop's address here: people come from their admin, or find their way back to it. */
export const loader = () => findWayBack();
