"""Climbing to good prices: gradient steps on the bound, smoothed so that it has a slope everywhere.

The temperature of the smoothing falls geometrically (Nesterov 2005), the steps are scaled by price (Adam:
Kingma and Ba 2015) and shrink to nothing. About a hundred rounds come within a thousandth of the exact
prices.
"""

from __future__ import annotations

import numpy as np

from sentra.allocation.index import Floats, Job
from sentra.allocation.prices import COLD, Market

WARM = 0.04  # the first temperature, of a usual week's earnings
STRIDE = 0.08  # the first step of a price per piece, of a usual piece's cost


def climb(market: Market, rounds: int) -> Floats:
    """Prices after so many rounds; the same problem always takes the same path."""
    parts, prices = market.parts, first_prices(market)
    if not len(parts.cell) or not rounds:
        return prices
    usual_piece = max(1e-3, float(np.median(parts.cost / parts.pieces)))
    stride = np.full(market.count, STRIDE * usual_piece)
    stride[market.incomes] = max(1e-4, market.steepness[-1] / 10)
    stride[market.cash] = 0.03
    mean, square = np.zeros(market.count), np.zeros(market.count)
    for turn in range(rounds):
        heat = market.usual_week * WARM * (COLD / WARM) ** (turn / rounds)
        slope = market.slope(parts, prices, heat) * stride
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        step = mean / (1 - 0.9 ** (turn + 1)) / (np.sqrt(square / (1 - 0.99 ** (turn + 1))) + 1e-12)
        prices = np.clip(prices + (1 - turn / rounds) * stride * step, 0, market.ceiling)
    return prices


def first_prices(market: Market) -> Floats:
    """Each stage's usual cost, handed down the line as long as every stage lacks the same pieces.

    Where accepted work makes the numbers differ, a piece is worth its cost at the stage that lacks it.
    """
    prices = np.zeros(market.count)
    if not len(market.cells):
        return prices
    ready, delivered = prices[market.ready].reshape(market.jobs, market.weeks), prices[market.delivered]
    usual, so_far = _usual(market), 0.0
    for one in market.index.jobs:
        lacks = _lacks(market, one)
        if one.is_first or _lacks(market, market.index.jobs[one.number - 1]) != lacks:
            so_far = 0.0
        else:
            ready[one.number, max(0, min(market.weeks - 1, one.last_week))] = so_far
        so_far += usual[one.number] * 1.1
        if one.is_last or _lacks(market, market.index.jobs[one.number + 1]) != lacks:
            delivered[one.number] = min(so_far, market.short_each[market.line[one.number]]) if lacks else 0.0
    return prices


def _lacks(market: Market, job: Job) -> int:
    """Pieces of this stage that nobody has yet."""
    return job.line.pieces - market.draft.made[job.number]


def _usual(market: Market) -> list[float]:
    """By stage, the middle cost of its cells."""
    cost, job = market.cell_cost(), market.index.pairs.job[market.cells.pair]
    order = np.argsort(job, kind="stable")
    ends = np.searchsorted(job[order], np.arange(market.jobs + 1))
    mine = [cost[order[ends[number] : ends[number + 1]]] for number in range(market.jobs)]
    return [float(np.median(one)) if len(one) else 0.0 for one in mine]
