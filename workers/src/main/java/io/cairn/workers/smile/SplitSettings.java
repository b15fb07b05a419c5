package io.cairn.workers.smile;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.smile.data.Dataset;
import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Split;
import io.cairn.workers.smile.data.Target;
import java.util.List;
import java.util.Optional;

/** Reads how a data set is split, and splits it. */
final class SplitSettings {
  private final SettingsReader section;

  SplitSettings(SettingsReader section) {
    this.section = section;
  }

  /** The folds; absent without data or if the data cannot be split that way. */
  Optional<List<Fold>> read(Optional<Dataset> dataset) {
    boolean kFold =
        section.choice("kind", List.of("hold-out", "k-fold"), "hold-out").equals("k-fold");
    double share = section.number("share", 0.25, 0.01, 0.99);
    int folds = (int) section.integer("folds", 5, 2, 1000);
    long seed = section.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    if (kFold && section.value("share").isPresent()) {
      section.problem(
          "share", "means nothing with kind = k-fold; remove it or set kind = hold-out");
    }
    if (!kFold && section.value("folds").isPresent()) {
      section.problem(
          "folds", "means nothing with kind = hold-out; remove it or set kind = k-fold");
    }
    if (dataset.isEmpty() || !divisible(dataset.get().target(), kFold ? folds : 2)) {
      return Optional.empty();
    }
    Target target = dataset.get().target();
    return Optional.of(
        kFold ? Split.kFold(target, folds, seed) : Split.holdOut(target, share, seed));
  }

  private boolean divisible(Target target, int parts) {
    if (target instanceof Target.Labels labels) {
      int[] counts = labels.counts();
      for (int c = 0; c < counts.length; c++) {
        if (counts[c] < parts) {
          section.problem(
              "kind",
              ("cannot put class '%s', which has %d of the rows, into each of %d parts;"
                      + " leave its rows out, or use fewer folds")
                  .formatted(labels.classes().get(c), counts[c], parts));
          return false;
        }
      }
      return true;
    }
    if (target.size() < 2 * parts) {
      section.problem("folds", "= %d are too many for %d rows".formatted(parts, target.size()));
      return false;
    }
    return true;
  }
}
