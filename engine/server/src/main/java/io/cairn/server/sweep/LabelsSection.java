package io.cairn.server.sweep;

import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.Placement;
import io.cairn.core.study.WorkerLabels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Reads and writes {@code workers { labels, rungs }}: what every evaluation needs, and what it
 * needs in addition from a rung upwards.
 */
final class LabelsSection {

  private static final String LABELS = "labels";
  private static final String RUNGS = "rungs";
  private static final String EXAMPLE = "[gpu]";

  private LabelsSection() {}

  /**
   * The placement; anywhere if the section says nothing or has mistakes.
   *
   * @param ladder empty if it has mistakes of its own
   */
  static Placement read(SectionReader workers, Optional<RungLadder> ladder) {
    WorkerLabels everywhere = labels(workers, LABELS);
    Optional<SectionReader> rungs = workers.section(RUNGS);
    if (ladder.isEmpty()) {
      rungs.ifPresent(r -> r.section().entries().keySet().forEach(key -> labels(r, key)));
      return Placement.ANYWHERE;
    }
    int size = ladder.get().size();
    List<WorkerLabels> needed = new ArrayList<>(Collections.nCopies(size, everywhere));
    if (rungs.isPresent() && ladder.get().fidelity().isEmpty()) {
      workers.complain(
          RUNGS, "has no meaning without a fidelity, where every trial runs once; use labels");
    } else if (rungs.isPresent()) {
      read(rungs.get(), ladder.get(), needed);
    }
    return new Placement(needed);
  }

  private static void read(SectionReader rungs, RungLadder ladder, List<WorkerLabels> needed) {
    for (String key : rungs.section().entries().keySet()) {
      WorkerLabels more = labels(rungs, key);
      int first = rung(key, ladder);
      if (first < 0) {
        rungs.complain(key, "is for no rung; " + rungsOf(ladder));
      }
      for (int rung = Math.max(0, first); first >= 0 && rung < needed.size(); rung++) {
        needed.set(rung, union(rungs, key, needed.get(rung), more));
      }
    }
  }

  private static WorkerLabels union(
      SectionReader rungs, String key, WorkerLabels some, WorkerLabels more) {
    try {
      return some.with(more);
    } catch (IllegalArgumentException tooMany) {
      rungs.complain(key, "adds too many labels: at most " + WorkerLabels.MOST + " may be needed");
      return some;
    }
  }

  /** The rung that a key names exactly; -1 if there is none. */
  private static int rung(String key, RungLadder ladder) {
    try {
      Rational level = Rational.parse(key);
      return IntStream.range(0, ladder.size())
          .filter(rung -> ladder.exactLevel(rung).equals(level))
          .findFirst()
          .orElse(-1);
    } catch (IllegalArgumentException noNumber) {
      return -1;
    }
  }

  private static String rungsOf(RungLadder ladder) {
    List<String> levels =
        IntStream.range(0, ladder.size())
            .mapToObj(rung -> "\"" + ladder.exactLevel(rung) + "\"")
            .toList();
    return "the rungs of this fidelity are " + String.join(", ", levels);
  }

  private static WorkerLabels labels(SectionReader reader, String key) {
    String pattern = key.equals(LABELS) ? LABELS : "*";
    List<String> words = reader.texts(key, pattern, EXAMPLE).orElse(List.of());
    List<String> good = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (WorkerLabels.isLabel(words.get(i))) {
        good.add(words.get(i));
      } else {
        String small = words.get(i).toLowerCase(Locale.ROOT);
        String wayOut = WorkerLabels.isLabel(small) ? "; write " + small : "";
        reader.complainOfItem(key, i, WorkerLabels.RULE + wayOut);
      }
    }
    if (new TreeSet<>(good).size() > WorkerLabels.MOST) {
      reader.complain(
          key, "holds too many labels: at most " + WorkerLabels.MOST + " may be needed");
      return WorkerLabels.NONE;
    }
    return WorkerLabels.of(good);
  }

  /** Writes a placement in normal form: nothing where nothing is needed. */
  static void write(Placement placement, RungLadder ladder, Map<String, Object> section) {
    WorkerLabels before = placement.needed(0);
    if (!before.isEmpty()) {
      section.put(LABELS, List.copyOf(before.words()));
    }
    Map<String, Object> rungs = new LinkedHashMap<>();
    for (int rung = 1; rung < ladder.size(); rung++) {
      TreeSet<String> added = new TreeSet<>(placement.needed(rung).words());
      added.removeAll(before.words());
      if (!added.isEmpty()) {
        rungs.put(ladder.exactLevel(rung).toString(), List.copyOf(added));
      }
      before = placement.needed(rung);
    }
    if (!rungs.isEmpty()) {
      section.put(RUNGS, rungs);
    }
  }
}
