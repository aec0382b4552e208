/** An empty place: what would stand here, and the way on. */
export function Nothing({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: React.ReactNode;
}) {
  return (
    <div className="gt-nothing">
      <p className="gt-nothing-title" dir="auto">
        {title}
      </p>
      <p>{text}</p>
      {children}
    </div>
  );
}
