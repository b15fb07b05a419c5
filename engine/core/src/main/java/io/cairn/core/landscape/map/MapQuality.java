package io.cairn.core.landscape.map;

/**
 * How far a map may be trusted: J. Venna, S. Kaski, "Neighborhood preservation in nonlinear
 * projection methods: an experimental study", ICANN 2001. Both are 1 at best, about 0.5 for a
 * random layout.
 *
 * <p>Distances in a space of levels tie often. A point at the same distance as the k-th neighbour
 * is as good as it, and where more points tie for the last places than there are, each counts by
 * its chance of a place.
 *
 * @param trustworthiness falls with points that are near on the map alone
 * @param continuity falls with points that are near in the space alone
 * @param neighbours k, how many count as near; 0 if there are too few points for any figure
 * @param evaluated how many points' neighbourhoods were looked at, each among all points
 */
public record MapQuality(
    double trustworthiness, double continuity, int neighbours, int evaluated) {}
