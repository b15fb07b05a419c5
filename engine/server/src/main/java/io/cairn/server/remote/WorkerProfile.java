package io.cairn.server.remote;

import io.cairn.proto.remote.LeaseRequest;
import io.cairn.workers.remote.RemoteProvider;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a remote worker says of itself.
 *
 * @param slots evaluations at once
 * @param labels what it has
 * @param types what it runs, as the dispatcher knows it
 * @param place where its checkpoints lie, as the dispatcher knows it; empty if it has no place for
 *     them
 * @param draining whether it takes no more
 */
record WorkerProfile(
    int slots, SortedSet<String> labels, SortedSet<String> types, String place, boolean draining) {

  /** A remote worker names its place as it likes; it must not be that of another kind of node. */
  private static final String PLACE = "remote:";

  WorkerProfile {
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  static WorkerProfile of(LeaseRequest request) {
    List<String> kinds = request.getKindsCount() == 0 ? List.of("") : request.getKindsList();
    return new WorkerProfile(
        request.getSlots(),
        new TreeSet<>(request.getLabelsList()),
        new TreeSet<>(kinds.stream().map(RemoteProvider::offered).toList()),
        request.getCheckpoints().isEmpty() ? "" : PLACE + request.getCheckpoints(),
        request.getDraining());
  }
}
