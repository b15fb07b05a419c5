/**
 * What a sweep would do, before it does it: {@code cairn plan}.
 *
 * <p>Entry type: {@link io.cairn.server.plan.SweepPlan}; {@link io.cairn.server.plan.PlanText}
 * shows it to people, {@link io.cairn.server.plan.PlanJson} to programs. Nothing here starts or
 * writes anything.
 */
@NullMarked
package io.cairn.server.plan;

import org.jspecify.annotations.NullMarked;
