package io.cairn.server.embedded;

import io.cairn.core.study.Spending;
import io.cairn.server.history.StudyHistory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What came of a study.
 *
 * @param id of the study, which {@code cairn show} and the other commands know it by
 * @param reason why it ended, for people
 * @param best empty if no trial has a result
 * @param spent trials, evaluations, resource, compute
 * @param report an HTML page of its own
 * @param landscape id of its landscape in the archive, a prior for later studies; empty if no trial
 *     has a result
 * @param history every trial, result and decision
 */
public record StudyResult(
    String id,
    String reason,
    Optional<BestTrial> best,
    Spending spent,
    Path report,
    Optional<String> landscape,
    StudyHistory history) {}
