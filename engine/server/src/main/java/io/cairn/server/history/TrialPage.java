package io.cairn.server.history;

import java.util.List;
import java.util.Optional;

/**
 * Some of the trials that were asked for.
 *
 * @param trials in their order
 * @param matching how many match in all, those on other pages included
 * @param last place of the last one, if there are more behind it
 */
public record TrialPage(List<TrialHistory> trials, int matching, Optional<TrialPlace> last) {
  public TrialPage {
    trials = List.copyOf(trials);
  }
}
