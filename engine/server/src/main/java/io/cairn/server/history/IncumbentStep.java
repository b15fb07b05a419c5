package io.cairn.server.history;

import io.cairn.core.study.Incumbent;

/**
 * A moment at which the best trial of the study changed. The best is, among the trials at the
 * highest rung with a finite result so far, the one with the least loss; so the first result at a
 * higher rung takes over even if its loss is larger. A result that meets the study's target takes
 * over whatever its rung.
 *
 * @param incumbent the best from here on
 * @param value its metric, in the user's own direction
 * @param moment when
 */
public record IncumbentStep(Incumbent incumbent, double value, StudyMoment moment) {}
