package io.cairn.core.landscape.sample;

import io.cairn.core.landscape.similarity.Estimate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The shape of a sample.
 *
 * @param measured points with a loss
 * @param diverged of them, those that diverged; where a number is needed they count as the worst
 *     finite loss
 * @param used points that the figures rest on
 * @param note how the used points were chosen and what could not be determined, for people
 * @param figures every metric, in the order of their declaration; unknown where the points do not
 *     determine it
 */
public record SampleAnalysis(
    int measured, int diverged, int used, String note, Map<SampleMetric, Estimate> figures) {
  public SampleAnalysis {
    Objects.requireNonNull(note, "note");
    EnumMap<SampleMetric, Estimate> copy = new EnumMap<>(SampleMetric.class);
    for (SampleMetric metric : SampleMetric.values()) {
      copy.put(metric, Objects.requireNonNull(figures.get(metric), metric.title()));
    }
    figures = java.util.Collections.unmodifiableMap(copy);
  }

  /** One figure. */
  public Estimate of(SampleMetric metric) {
    return Objects.requireNonNull(figures.get(metric));
  }
}
