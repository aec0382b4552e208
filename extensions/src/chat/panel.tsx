export const mount = () => null;
