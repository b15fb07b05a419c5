package io.cairn.server.history;

import java.time.Instant;

/**
 * Where a study stood when something happened: the three axes that progress is drawn over.
 *
 * @param at the coordinator's time
 * @param evaluations results accepted so far, the one that happened included
 * @param costSeconds worker time spent so far, running evaluations as far as they reported it
 * @param units resource units run so far, running evaluations as far as they reported
 * @param elapsedSeconds time that the study had run, pauses between its sessions left out
 */
public record StudyMoment(
    Instant at, long evaluations, double costSeconds, double units, double elapsedSeconds) {}
