package io.cairn.server.coordinator;

import io.cairn.core.study.LedBy;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the model of a study stands, counted since this process took the study up.
 *
 * @param fits handed in
 * @param failures fits that broke off
 * @param lastFit how long the newest fit took; zero before the first
 * @param age results since the newest fit was asked for
 * @param underWay whether a fit runs now
 * @param ledBy starts and promotions that each side led; what is missing led none
 */
public record ModelView(
    long fits,
    long failures,
    Duration lastFit,
    long age,
    boolean underWay,
    Map<LedBy, Long> ledBy) {

  public ModelView {
    Map<LedBy, Long> copy = new EnumMap<>(LedBy.class);
    copy.putAll(ledBy);
    ledBy = Collections.unmodifiableMap(copy);
  }

  /** Starts and promotions that a side led. */
  public long ledBy(LedBy lead) {
    return ledBy.getOrDefault(lead, 0L);
  }
}
