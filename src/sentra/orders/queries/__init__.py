"""The questions of orders: lists and counts, one order's story, leads, and what a guest may track."""

from sentra.orders.queries.coming import Coming, coming, open_quotations
from sentra.orders.queries.desk import Running, running
from sentra.orders.queries.leads import (
    LeadLine,
    LeadPage,
    LeadRow,
    LeadStory,
    lead_list,
    lead_story,
    leads_by_state,
)
from sentra.orders.queries.lists import (
    OrderPage,
    OrderRow,
    StageCount,
    late_orders,
    order_list,
    orders_by_stage,
)
from sentra.orders.queries.shipping import shipping_of, shipping_table, shipping_zones
from sentra.orders.queries.story import LineStory, OrderStory, order_story
from sentra.orders.queries.tracking import Tracking, tracking, tracking_uid

__all__ = [
    "Coming",
    "LeadLine",
    "LeadPage",
    "LeadRow",
    "LeadStory",
    "LineStory",
    "OrderPage",
    "OrderRow",
    "OrderStory",
    "Running",
    "StageCount",
    "Tracking",
    "coming",
    "late_orders",
    "lead_list",
    "lead_story",
    "leads_by_state",
    "open_quotations",
    "order_list",
    "order_story",
    "orders_by_stage",
    "running",
    "shipping_of",
    "shipping_table",
    "shipping_zones",
    "tracking",
    "tracking_uid",
]
