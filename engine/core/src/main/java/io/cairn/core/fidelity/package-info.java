/**
 * Resources and the ladder of rungs: where trials of a multi-fidelity method are compared.
 *
 * <p>Entry type: {@link io.cairn.core.fidelity.RungLadder}. Everything here is exact: levels are
 * rationals, rung counts come from integer arithmetic, and a level's {@code double} is the
 * correctly rounded quotient. This package knows nothing of trials, losses or methods; it may use
 * the JDK only.
 */
@NullMarked
package io.cairn.core.fidelity;

import org.jspecify.annotations.NullMarked;
