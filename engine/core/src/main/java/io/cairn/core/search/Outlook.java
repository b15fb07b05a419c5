package io.cairn.core.search;

/**
 * What a method expects of going on.
 *
 * @param gain how much the best next action is expected to lower the best full loss, for each full
 *     evaluation's worth of worker time; in the loss's unit, at least 0
 * @param seconds worker time of a full evaluation, above 0
 * @param spread median less best of the losses at the rung with most results, in the loss's unit
 */
public record Outlook(double gain, double seconds, double spread) {}
