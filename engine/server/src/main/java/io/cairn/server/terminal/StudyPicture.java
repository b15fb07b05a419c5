package io.cairn.server.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a study that is watched.
 *
 * @param decisions the newest of them, newest first
 * @param decisionsTotal how many there were
 * @param results values of the newest results, oldest first
 * @param incumbents the best value over the results, oldest first
 * @param slots null before the workers were asked
 * @param current whether the journal is read to its end
 */
public record StudyPicture(
    StudyFacts facts,
    List<Decision> decisions,
    long decisionsTotal,
    List<Double> results,
    List<Double> incumbents,
    @Nullable SlotFacts slots,
    boolean current) {

  public StudyPicture {
    decisions = List.copyOf(decisions);
    results = List.copyOf(results);
    incumbents = List.copyOf(incumbents);
  }
}
