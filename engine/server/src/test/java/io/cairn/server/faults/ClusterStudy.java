package io.cairn.server.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.proto.Event;
import io.cairn.server.store.StudyIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A study of a cluster, seen from outside. */
public final class ClusterStudy {

  /**
   * Within which a healthy cluster has done what is waited for, however busy the machine is: with
   * fifty nodes on two processors, three coordinators that start at once took three minutes to be
   * back, and the study ended a minute later.
   */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofMillis(250);

  private final ClusterProcesses cluster;
  private final String id;

  private ClusterStudy(ClusterProcesses cluster, String id) {
    this.cluster = cluster;
    this.id = id;
  }

  /** A study that was handed in. */
  public static ClusterStudy of(ClusterProcesses cluster, String id) {
    return new ClusterStudy(cluster, id);
  }

  /** Hands a sweep in. */
  static ClusterStudy submit(ClusterProcesses cluster, ObjectNode sweep, Path folder, String id) {
    Awaitility.await()
        .alias("study " + id + " is handed in")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(() -> cluster.client().submit(sweep, folder, id));
    return new ClusterStudy(cluster, id);
  }

  String id() {
    return id;
  }

  /** Which coordinator runs it: the last that said so in its log. */
  public Optional<String> host() {
    String sentence = "study " + id + " is taken up here";
    String host = "";
    String newest = "";
    for (NodeProcess node : cluster.coordinators()) {
      try (Stream<String> lines = Files.lines(node.log())) {
        // Lines begin with the time, in a form that sorts.
        Optional<String> last =
            lines.filter(line -> line.contains(sentence)).max(String::compareTo);
        if (last.isPresent() && last.get().compareTo(newest) > 0) {
          newest = last.get();
          host = node.name();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }

  /** Whether it is over, with all that follows. */
  boolean ended() {
    return StudyJournal.phase(cluster.database(), id).equals(StudyIndex.ENDED);
  }

  /** Waits for something. */
  void await(String what, Callable<Boolean> condition) {
    Awaitility.await()
        .alias(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(condition);
  }

  void awaitEnd() {
    await("the end of study " + id, this::ended);
  }

  /** Its journal as it is now. */
  StudyJournal journal() {
    return StudyJournal.read(cluster.database(), id);
  }

  /** Events of a kind so far. */
  List<Event> events(Predicate<Event> which) {
    return journal().events().stream().filter(which).toList();
  }

  /** Workers that have evaluations of it in hand, as the journal has it. */
  List<String> workersAtWork() {
    return journal().openLeases().values().stream().map(lease -> lease.getWorker()).toList();
  }

  /** What workers were told of it. */
  Answers answers() {
    return Answers.of(cluster, id);
  }
}
