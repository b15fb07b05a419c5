package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The coordinator that runs a study is out of touch with the others, and not with the database: it
 * could go on writing.
 */
@ExtendWith(SharedCluster.Use.class)
class SplitBrainTest {

  private final ClusterProcesses cluster = SharedCluster.whole();

  /** Goes on for longer than it takes to be given up. */
  private ClusterStudy submit(String id) {
    FaultSweep sweep = new FaultSweep("asha", 40, true, Duration.ofMillis(1_500), 1);
    ClusterStudy study = ClusterStudy.submit(cluster, sweep.json(), SharedCluster.folder(), id);
    study.await("some work", () -> study.events(event -> event.hasMetricsReported()).size() > 3);
    return study;
  }

  private void strike(ClusterStudy study, Fault fault, String host) throws IOException {
    long returns = returns(host);
    fault.strike(cluster);
    int before = study.journal().writers().size();
    try {
      study.await("another takes over", () -> !study.host().orElse(host).equals(host));
      study.await(
          "and goes on with it",
          () -> {
            StudyJournal journal = study.journal();
            return journal.writers().size() > before + 3 && journal.failovers() > 0;
          });
      assertThat(cluster.members())
          .as("the host is struck off the list, and nobody else")
          .hasSize(2)
          .noneMatch(member -> member.startsWith(host + ":"));
    } finally {
      fault.heal(cluster);
    }
    study.await("one cluster again", cluster::isWhole);
    study.awaitEnd();
    StudyJournal journal = study.journal();
    assertThat(
            StudyVerdict.violations(
                journal,
                new FaultSweep("asha", 40, true, Duration.ofSeconds(1), 1).limits(),
                study.answers()))
        .as(() -> journal.text() + cluster.logTails(60))
        .isEmpty();
    assertThat(returns(host)).as("it was given up, and comes back").isGreaterThan(returns);
    study.await("all are on the list", () -> cluster.members().size() == 3);
  }

  /**
   * How often a coordinator was given up so far, whoever noticed first; other tests use it, too.
   */
  private long returns(String host) throws IOException {
    try (Stream<String> lines = Files.lines(cluster.node(host).log())) {
      return lines.filter(line -> line.contains("it comes back")).count();
    }
  }

  @Test
  void hostCutOffFromTheOthers_isReplacedAndWritesNothingMore() throws IOException {
    ClusterStudy study = submit("cut-off");
    String host = study.host().orElseThrow();
    // Whether it finds out by itself first, or from the list of members, is a matter of luck.
    strike(study, new Fault.Isolated(host, Link.Trouble.CUT), host);
  }

  @Test
  void suspendedHost_findsItselfReplacedWhenItGoesOn() throws IOException {
    ClusterStudy study = submit("suspended");
    String host = study.host().orElseThrow();
    strike(study, new Fault.Suspended(host), host);
  }
}
