/**
 * Which trial goes on: the published successive-halving methods as pure state machines.
 *
 * <p>Entry type: {@link io.cairn.core.halving.Schedule}, one implementation a method; {@link
 * io.cairn.core.halving.Plan} says beforehand what a schedule will do. Trials are numbers, losses
 * are doubles to be minimised. This package knows nothing of configurations, samplers, workers or
 * clocks and draws no random number that reaches a decision; it may use the JDK and {@code
 * fidelity} only.
 */
@NullMarked
package io.cairn.core.halving;

import org.jspecify.annotations.NullMarked;
