/** @jsxImportSource preact */

const paths = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  parcel: "M4 8l8-4 8 4v8l-8 4-8-4V8Zm0 0l8 4m0 0l8-4m-8 4v8M8 6l8 4",
  swap: "M4 9h13m0 0l-4-4m4 4l-4 4M20 16H7m0 0l4-4m-4 4l4 4",
  speech:
    "M12 4.5c4.5 0 8 3 8 6.8s-3.5 6.8-8 6.8c-.9 0-1.7-.1-2.5-.3L5.5 19.5l.8-3.2C5 15 4 13.3 4 11.3c0-3.8 3.5-6.8 8-6.8Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5",
  send: "M12 19V6m0 0l-6 6m6-6l6 6",
  photo: "M4 7.5h3l1.5-2.5h7L17 7.5h3v11H4v-11Zm8 8.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Z",
  go: "M9 5l7 7-7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
};

export type IconName = keyof typeof paths;

/** A drawing without words; whatever holds it carries the name. */
export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      class={name === "back" || name === "go" ? "icon turns" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
