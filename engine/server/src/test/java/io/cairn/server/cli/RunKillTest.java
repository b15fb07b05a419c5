package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyPhase;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn run} killed and stopped in the middle, then resumed, in real processes. */
class RunKillTest {

  @TempDir Path folder;

  private Path sweep(String sleep) throws IOException {
    Path file = folder.resolve("sweep.conf");
    Files.writeString(
        file,
        """
        name = robust
        objective { metric = value, direction = minimize }
        space {
          x1 { type = real, min = -5, max = 10 }
          x2 { type = real, min = 0, max = 15 }
        }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = asha, seed = 2 }
        budget { trials = 24 }
        workers { slots = 2, lease = 2s, grace = 1s }
        worker { type = function, function = branin, sleep = SLEEP }
        """
            .replace("SLEEP", sleep));
    return file;
  }

  private CairnProcess cairn(String... args) throws IOException {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--home";
    all[args.length + 1] = folder.resolve("home").toString();
    return CairnProcess.start(folder.resolve("errors"), all);
  }

  private StudyFolder study(String id) {
    return new StudyFolder(folder.resolve("home").resolve("studies").resolve(id));
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int results(StudyHistory history, String where) {
    Set<String> results = new HashSet<>();
    for (TrialHistory trial : history.trials()) {
      for (RungResult result : trial.results()) {
        assertThat(results.add(trial.number() + "/" + result.rung()))
            .as(where + ": two results at " + trial.number() + "/" + result.rung())
            .isTrue();
      }
    }
    return results.size();
  }

  /** Waits until the study's status file tells of this many evaluations. */
  private void awaitEvaluations(String id, CairnProcess cairn, long count) {
    Awaitility.await()
        .atMost(java.time.Duration.ofMinutes(2))
        .pollInterval(java.time.Duration.ofMillis(20))
        .failFast("the process ended: see the errors file", () -> !cairn.alive())
        .until(() -> StudyStatus.read(study(id), true).evaluations() >= count);
  }

  @Test
  void killedThenResumed_losesNothingAndEnds() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      String id = "killed-" + seed;
      String where = "seed " + seed;
      try (CairnProcess run = cairn("run", sweep("20ms").toString(), "--id", id)) {
        awaitEvaluations(id, run, new SplittableRandom(seed).nextInt(1, 12));
        run.kill();
        assertThat(run.ended()).isTrue();
      }
      int before = results(Studies.load(study(id)).history(), where);
      try (CairnProcess resume = cairn("resume", id, "--json")) {
        assertThat(resume.ended()).as(errors()).isTrue();
        assertThat(resume.exitCode()).as(errors()).isZero();
        Optional<String> line = resume.line();
        assertThat(line.orElseThrow())
            .contains("\"study\":\"" + id + "\"")
            .contains("\"ended\":\"trials budget reached (24)\"");
      }
      StudyHistory after = Studies.load(study(id)).history();
      assertThat(after.phase()).as(where).isEqualTo(StudyPhase.ENDED);
      assertThat(after.trials()).as(where).hasSize(24);
      assertThat(results(after, where)).as(where).isGreaterThanOrEqualTo(before);
      assertThat(after.spending().failures()).as(where).isZero();
      assertThat(after.running()).as(where).isZero();
      assertThat(study(id).report()).exists();
    }
  }

  @Test
  void terminated_stopsInOrderAndSaysHowToResume() throws Exception {
    try (CairnProcess run = cairn("run", sweep("200ms").toString(), "--id", "stopped")) {
      awaitEvaluations("stopped", run, 2);
      run.terminate();
      assertThat(run.ended()).isTrue();
      assertThat(run.exitCode()).isEqualTo(128 + 15);
    }
    assertThat(errors()).contains("cairn resume stopped").doesNotContain("went wrong");
    StudyHistory history = Studies.load(study("stopped")).history();
    assertThat(history.running()).as("leases given back").isZero();
    assertThat(history.spending().failures()).isZero();
    assertThat(StudyStatus.read(study("stopped"), false).state())
        .isEqualTo(StudyStatus.INTERRUPTED);
    try (CairnProcess show = cairn("show", "stopped", "--json")) {
      assertThat(show.ended()).isTrue();
      assertThat(show.line().orElseThrow()).contains("\"state\":\"interrupted\"");
    }
  }

  @Test
  void secondRunOfTheSameStudy_isRefusedAndReadersAreNot() throws Exception {
    try (CairnProcess run = cairn("run", sweep("3s").toString(), "--id", "busy")) {
      awaitEvaluations("busy", run, 1);
      try (CairnProcess second = cairn("resume", "busy");
          CairnProcess show = cairn("show", "busy", "--json")) {
        assertThat(second.ended()).isTrue();
        assertThat(second.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(show.ended()).isTrue();
        assertThat(show.exitCode()).as(errors()).isZero();
        assertThat(show.line().orElseThrow()).contains("\"study\":\"busy\"");
      }
      assertThat(errors()).contains("busy");
    }
  }
}
