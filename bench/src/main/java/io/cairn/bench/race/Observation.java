package io.cairn.bench.race;

/**
 * What a run sees of a configuration, and what it is worth.
 *
 * @param seen by rung, noise included
 * @param fullLoss its loss at full fidelity without noise
 */
record Observation(Outcomes seen, double fullLoss) {}
