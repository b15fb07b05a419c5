/**
 * The pure life of studies, trials, evaluations, leases and budgets.
 *
 * <p>Entry type: {@link io.cairn.core.study.StudyDecider}: a command and the time go in, events and
 * a reply come out; {@link io.cairn.core.study.StudyState#apply} of the same events gives the same
 * state on any machine at any later time. Nothing here may know actors, journals, threads or a
 * clock.
 */
@NullMarked
package io.cairn.core.study;

import org.jspecify.annotations.NullMarked;
