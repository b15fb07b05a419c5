package io.cairn.server.remote;

import io.cairn.proto.remote.UnneededCheckpoints;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Checkpoints in a remote worker's own place that nobody needs. Each is told in two answers, since
 * one may get lost; what gets lost twice takes room there and does no other harm.
 */
final class Unneeded {

  /** Messages that wait at most; older ones go first. */
  private static final int MOST = 1_000;

  /** Of these in one answer. */
  private static final int MOST_BYTES = 40_000;

  private static final int TIMES = 2;

  private record Waiting(UnneededCheckpoints what, int times) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** Those of some trials of a study. */
  void drop(String study, List<Integer> trials) {
    add(UnneededCheckpoints.newBuilder().setStudy(study).addAllTrials(trials).build());
  }

  /** All of a study but those of some trials. */
  void clear(String study, List<Integer> keep) {
    add(
        UnneededCheckpoints.newBuilder()
            .setStudy(study)
            .setAllBut(true)
            .addAllTrials(keep)
            .build());
  }

  private void add(UnneededCheckpoints what) {
    waiting.addLast(new Waiting(what, TIMES));
    if (waiting.size() > MOST) {
      waiting.removeFirst();
    }
  }

  /** What the next answer tells. */
  List<UnneededCheckpoints> next() {
    List<UnneededCheckpoints> now = new ArrayList<>();
    int bytes = 0;
    for (int left = waiting.size(); left > 0; left--) {
      Waiting first = waiting.removeFirst();
      bytes += first.what().getSerializedSize();
      if (bytes > MOST_BYTES && !now.isEmpty()) {
        waiting.addFirst(first);
        return now;
      }
      now.add(first.what());
      if (first.times() > 1) {
        waiting.addLast(new Waiting(first.what(), first.times() - 1));
      }
    }
    return now;
  }
}
