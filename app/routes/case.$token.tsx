import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { z } from "zod";

import { enterCase } from "~/http/case.server";
import { form } from "~/http/form";
import { localeFor, words, type Say } from "~/kit/words";
import { newId } from "~/platform/id.server";
import { readCase, writeToCase } from "~/portal/case.server";
import { PlainPage } from "~/ui/plain-page";

export const handle = { permission: "anyone-with-the-link" } as const;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.shop ?? "" },
  { name: "robots", content: "noindex" },
];

const Words = z.strictObject({ clientId: z.uuid(), text: z.string().trim().min(1).max(10_000) });

export async function loader({ params }: LoaderFunctionArgs) {
  const { desk, conversationId } = await enterCase(params["token"]);
  const locale = localeFor(desk.actor.kind === "shopper" ? desk.actor.locale : null);
  const clientId = newId();
  return {
    ...(await readCase(desk, conversationId)),
    shop: desk.shop.name,
    timezone: desk.shop.timezone,
    locale,
    clientId,
  };
}

export async function action({ params, request }: ActionFunctionArgs) {
  const { desk } = await enterCase(params["token"]);
  return { sent: await writeToCase(desk, await form(request, Words)) };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Case() {
  const data = useLoaderData<typeof loader>();
  const say = words(data.locale);
  const next = {
    open: "case_open",
    snoozed: "case_open",
    waiting: "case_waiting",
    closed: "case_closed",
  } as const;
  return (
    <PlainPage shop={data.shop}>
      <h1>{say("cases.case_title", { number: data.number })}</h1>
      <p className="box">{say(`cases.${next[data.status]}`)}</p>
      {data.hidden > 0 && <p className="soft">{say("cases.case_older", { count: data.messages.length })}</p>}
      <ol className="thread">
        {data.messages.map((message) => (
          <Entry key={message.id} message={message} say={say} data={data} />
        ))}
      </ol>
      <Writing clientId={data.clientId} say={say} />
    </PlainPage>
  );
}

function Entry({ message, say, data }: { message: Data["messages"][number]; say: Say; data: Data }) {
  const mine = message.from === "shopper";
  const isLine = message.from === "system";
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: data.timezone } as const;
  const at = new Intl.DateTimeFormat(data.locale, style).format(new Date(message.at));
  const name = mine ? say("cases.case_you") : say("cases.case_team", { name: message.name ?? data.shop });
  return (
    <li className={mine ? "mine" : isLine ? "line" : ""} dir="auto">
      <span className="who">
        {isLine ? "" : `${name} · `}
        <time dateTime={message.at}>{at}</time>
      </span>
      {message.text}
      {message.attachments.map(({ id, url, name: file }) => (
        <img key={id} src={url} alt={say("cases.case_photo", { name: file })} />
      ))}
    </li>
  );
}

function Writing({ clientId, say }: { clientId: string; say: Say }) {
  const sent = useActionData<typeof action>()?.sent;
  const busy = useNavigation().state !== "idle";
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (sent && field.current) field.current.value = "";
  }, [sent, clientId]);
  return (
    <Form method="post">
      <input type="hidden" name="clientId" value={clientId} />
      <label htmlFor="text">{say("cases.case_write")}</label>
      <textarea id="text" name="text" ref={field} required maxLength={10_000} dir="auto" />
      <button type="submit" disabled={busy}>
        {say("cases.case_send")}
      </button>
      <p role="status">{sent ? say("cases.case_sent") : ""}</p>
    </Form>
  );
}
