/**
 * The coordinator of a study: a persistent actor, a thin shell over {@link
 * io.cairn.core.study.StudyDecider}.
 *
 * <p>Entry type: {@link io.cairn.server.coordinator.StudyCoordinator}. What a study decides is not
 * here; this package loads, persists, answers and arms timers.
 */
@NullMarked
package io.cairn.server.coordinator;

import org.jspecify.annotations.NullMarked;
