import { BlockStack, SkeletonBodyText, SkeletonDisplayText } from "@shopify/polaris";

/** The shape of a conversation while it comes; it appears only when that takes longer than one notices. */
export function ConversationSkeleton() {
  return (
    <div className="gt-skeleton" aria-hidden="true">
      <SkeletonDisplayText size="small" />
      <BlockStack gap="600">
        <SkeletonBodyText lines={2} />
        <SkeletonBodyText lines={3} />
        <SkeletonBodyText lines={2} />
      </BlockStack>
    </div>
  );
}
