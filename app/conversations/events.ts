/** What this room announces. */
export type ConversationEvent =
  | { type: "message.received"; conversationId: string; messageId: string; visitorId: string }
  | { type: "message.written"; conversationId: string; messageId: string; agentId: string | null }
  | { type: "conversation.closed"; conversationId: string; by: string }
  | { type: "conversation.assigned"; conversationId: string; agentId: string | null }
  | { type: "conversation.reopened"; conversationId: string; by: string };
