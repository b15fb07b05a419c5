package io.cairn.server.history;

import java.time.Instant;

/**
 * A stretch of time in which one process ran the study.
 *
 * @param opened when it began
 * @param mode {@code run} or {@code ask-tell}
 * @param last time of its last event
 */
public record SessionHistory(Instant opened, String mode, Instant last) {}
