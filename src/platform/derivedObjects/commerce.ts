import { followsParent, nothingPublished, permission, unpublished, writes } from './accessRule.js';
import type { DerivedFamily } from './derivedFamily.js';

/** Commerce, order management, billing and payments. */
export const commerce: readonly DerivedFamily[] = [
  {
    rules: followsParent,
    certainty: 'inferred',
    feature: 'Order Management, Subscription Management, Billing or Commerce',
    children: {
      OrderSummary: {
        rcud: 'OrderAdjustmentGroupSummary OrderDeliveryGroupSummary OrderItemSummary OrderItemAdjustmentLineSummary OrderPaymentSummary OrderPaymentSummaryReference OrderSummaryAdditionalInfo OrderSummaryRelationship OrderItemSummaryRelationship',
        rud: 'OrderItemTaxLineItemSummary',
        rd: 'OrderItemSummaryChange',
      },
      FulfillmentOrder: { rcud: 'FulfillmentOrderLineItem FulfillmentOrderItemAdjustment FulfillmentOrderItemTax' },
      ReturnOrder: { rcud: 'ReturnOrderLineItem ReturnOrderItemAdjustment ReturnOrderItemTax' },
      Invoice: { ru: 'InvoiceLine', rd: 'InvoiceAddressGroup', 'r*': 'InvoiceDocument' },
      CreditMemo: { ru: 'CreditMemoLine', rud: 'CreditMemoAddressGroup' },
      PaymentTerm: { rcud: 'PaymentTermItem' },
      BillingSchedule: { r: 'BillingPeriodItem' },
      BillingTreatment: { rcud: 'BillingTreatmentItem' },
      PickTicket: { rcud: 'PickTicketProduct PickTicketAssignment' },
      Shipment: { rcud: 'ShipmentItem' },
    },
  },
  {
    rules: followsParent,
    certainty: 'inferred',
    feature: 'B2B or D2C Commerce',
    children: {
      WebCart: {
        rcud: 'CartItem CartDeliveryGroup CartDeliveryGroupMethod CartTax CartItemPriceAdjustment CartValidationOutput CartCheckoutSession WebCartAdjustmentGroup WebCartAdjustmentBasis',
      },
      Wishlist: { rcud: 'WishlistItem' },
      Product2: { rcud: 'ProductMedia', r: 'ProductAttribute' },
      PriceAdjustmentSchedule: { rcud: 'PricebookEntryAdjustment' },
      InventoryReservation: { rcud: 'InventoryItemReservation' },
      WebStore: { rcud: 'WebStoreSearchProdSettings WebStoreNetwork' },
      BuyerGroup: { rcud: 'BuyerGroupRelatedObject' },
      ProductSellingModel: { rcud: 'ProductSellingModelOption' },
    },
  },
  {
    rules: followsParent,
    certainty: 'inferred',
    feature: 'Revenue Cloud or Commerce',
    children: {
      Product2: {
        rcud: 'ProductRelatedComponent',
        r: 'ProductAttributeSetProduct',
        'rcud*': 'ProductDetectedPriceChange',
      },
      ShippingConfigurationSet: { 'rcud*': 'ShippingConfigSetProduct' },
      AssetStatePeriod: { r: 'AssetStatePeriodAttribute' },
      BillingScheduleGroup: { ru: 'BillingSchedule' },
      Order: { r: 'OrderChangeLog' },
    },
  },
  {
    rules: {
      read: permission('CommerceEntitlementIntegrator'),
      ...writes(permission('CommerceEntitlementIntegrator')),
    },
    certainty: 'doc',
    feature: 'B2B Commerce',
    members: { rcud: 'BuyerGroupMember', rcd: 'CommerceEntitlementBuyerGroup CommerceEntitlementProduct' },
  },
  {
    rules: nothingPublished,
    certainty: 'doc',
    feature: 'Salesforce Payments, Order Management or Commerce',
    fits: ['ViewPayments'],
    members: {
      r: 'PaymentMethod',
      rcud: 'PaymentGatewayProvider',
      'ru*': 'PaymentInitiationSource',
      'rcud*': 'PaymentCredit PaymentCreditLinePayment PaymentCreditTransaction',
    },
  },
  {
    rules: { read: unpublished, create: unpublished },
    certainty: 'none',
    feature: 'Subscription Management',
    members: {
      r: 'SalesTransaction SalesTransactionShape PriceAdjustmentGroup PriceAdjustmentItem',
      rc: 'SalesTransactionItemShape SalesTrxnItemRelationShape PriceAdjustmentGroupShape PriceAdjustmentItemShape',
    },
  },
  {
    rules: nothingPublished,
    certainty: 'none',
    feature: 'Commerce or Subscription Management',
    members: {
      r: 'ProductAttributeSet ProductAttributeSetItem SalesStoreCatalog GuestBuyerProfile ElectronicMediaUse OrderItemType',
      rcud: 'StoreIntegratedService RegisteredExternalService ShippingRateArea ShippingRateGroup StandardShippingRate GeoState BuyerGroupBuyerCriteria CartDeliveryGroupMethodAdj PromotionSegmentBuyerGroup PromotionSegmentSalesStore ObjectRelatedUrl TaxEngineProvider',
      'rcud*': 'CartItemAttribute',
      rc: 'ProrationPolicy',
    },
  },
  { rules: nothingPublished, certainty: 'doc', feature: 'B2B Commerce', names: 'CouponCodeRedemption' },
  { rules: nothingPublished, certainty: 'none', feature: 'B2B or D2C Commerce', newNames: 'CustomFieldDisplayValue' },
];
