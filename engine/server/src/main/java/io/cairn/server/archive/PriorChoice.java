package io.cairn.server.archive;

import io.cairn.core.transfer.PriorLandscape;
import java.util.List;
import java.util.Objects;

/**
 * The landscapes that a sweep learns from, and those that it does not, each with its reason.
 *
 * @param used in order of preference
 * @param leftOut landscapes and tables that were looked at
 * @param warnings sentences about files that could not be used
 */
public record PriorChoice(List<Used> used, List<LeftOut> leftOut, List<String> warnings) {

  public PriorChoice {
    used = List.copyOf(used);
    leftOut = List.copyOf(leftOut);
    warnings = List.copyOf(warnings);
  }

  /**
   * A landscape that the sweep learns from.
   *
   * @param prior the landscape, in the sweep's direction
   * @param fullAlone whether its levels are of another unit, so that only full losses say anything
   *     of the sweep's rungs
   * @param reason why, one line
   */
  public record Used(PriorLandscape prior, boolean fullAlone, String reason) {
    public Used {
      Objects.requireNonNull(prior, "prior");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A landscape that does not fit the sweep.
   *
   * @param id of the landscape; of a table that is none, its file
   * @param name the user's name for it
   * @param reason why not, one line
   */
  public record LeftOut(String id, String name, String reason) {
    public LeftOut {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The landscapes alone, for the engine. */
  public List<PriorLandscape> landscapes() {
    return used.stream().map(Used::prior).toList();
  }
}
