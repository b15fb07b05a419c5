package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.similarity.Estimate;

/**
 * What is lost of the final best when only the best of a level go on.
 *
 * @param kept configurations that go on, out of those measured
 * @param lost share of the final best gamma that does not; 1 - kept by chance
 * @param unavoidable the part of it that no ranking could avoid, because fewer go on than there are
 *     best
 * @param bestKept probability that the final best configuration goes on
 */
public record Promotion(double kept, Estimate lost, double unavoidable, double bestKept) {}
