package io.cairn.server.coordinator;

import java.time.Duration;

/**
 * How the model of a study stands, counted since this process took the study up.
 *
 * @param fits handed in
 * @param failures fits that broke off
 * @param lastFit how long the newest fit took; zero before the first
 * @param age results since the newest fit was asked for
 * @param underWay whether a fit runs now
 */
public record ModelView(long fits, long failures, Duration lastFit, long age, boolean underWay) {}
