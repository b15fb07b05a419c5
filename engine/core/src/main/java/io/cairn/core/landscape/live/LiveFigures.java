package io.cairn.core.landscape.live;

/**
 * What is known of a landscape's shape so far. A search does not measure at random: read every
 * figure together with how much is measured.
 *
 * @param measured measured nodes, diverged ones included
 * @param diverged diverged nodes
 * @param coverage measured nodes per node of the grid; NaN if the grid is too large to count
 * @param pairs undirected pairs of neighbours with finite losses
 * @param assortativity over these pairs, which is also the autocorrelation; NaN if undefined
 * @param neutralPairs how many of them differ by no more than eps
 * @param eps absolute tolerance
 * @param neutrality share of neutral neighbours, averaged over the nodes; NaN without pairs
 * @param strict optima whose measured neighbours are all worse
 * @param strictConfirmed how many of them have all their neighbours measured
 * @param tied nodes without a better measured neighbour, each tied one for itself
 * @param tiedConfirmed how many of them have all their neighbours measured
 */
public record LiveFigures(
    long measured,
    long diverged,
    double coverage,
    long pairs,
    double assortativity,
    long neutralPairs,
    double eps,
    double neutrality,
    long strict,
    long strictConfirmed,
    long tied,
    long tiedConfirmed) {}
