package io.cairn.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.metrics.DoorMeters.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node tells of its studies and of itself. */
class NodeMetersTest {

  @TempDir Path folder;

  private SampleNode node;

  @BeforeEach
  void open() {
    node = new SampleNode(folder);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Map<String, Double> samples() {
    return node.exposition().samples();
  }

  private void stands(String study, int results) {
    node.meters().studies().stands(study, SampleNode.spec(study), SampleNode.view(results));
  }

  @Test
  void study_appearsWithEverythingThatItsViewHas() {
    assertThat(samples())
        .containsEntry(
            "cairn_study_info{direction=\"maximize\",method=\"landscape\",metric=\"accuracy\","
                + "name=\"digits\",resource=\"epoch\",study=\"digits\"}",
            1.0)
        .containsEntry("cairn_study_phase{phase=\"running\",study=\"digits\"}", 1.0)
        .containsEntry("cairn_study_results_total{study=\"digits\"}", 10.0)
        .containsEntry("cairn_study_relocations_total{cause=\"lost\",study=\"digits\"}", 3.0)
        .containsEntry("cairn_study_relocations_total{cause=\"given_back\",study=\"digits\"}", 4.0)
        .containsEntry("cairn_study_lease_expiries_total{study=\"digits\"}", 2.0)
        .containsEntry("cairn_study_trials_without_model_total{study=\"digits\"}", 7.0)
        .containsEntry("cairn_study_best_value{study=\"digits\"}", 0.75)
        .containsEntry("cairn_study_best_loss{study=\"digits\"}", -0.75)
        .containsEntry("cairn_study_budget_spent_ratio{study=\"digits\"}", 0.1)
        .containsEntry("cairn_study_model_last_fit_seconds{study=\"digits\"}", 0.25)
        .containsEntry(
            "cairn_study_rung_promoted{bracket=\"0\",level=\"1\",rung=\"0\",study=\"digits\"}",
            4.0);
  }

  @Test
  void study_changesAndGoes_andWhatItDidHereStaysInTheSums() {
    assertThat(samples()).containsEntry("cairn_results_total", 0.0);
    stands("digits", 13);
    assertThat(samples())
        .containsEntry("cairn_study_results_total{study=\"digits\"}", 13.0)
        .containsEntry("cairn_results_total", 3.0)
        .containsEntry("cairn_studies", 1.0)
        .containsEntry("cairn_waiting_evaluations", 3.0);
    node.meters().studies().stopped("digits");
    assertThat(samples())
        .containsEntry("cairn_results_total", 3.0)
        .containsEntry("cairn_studies", 0.0)
        .containsEntry("cairn_running_evaluations", 0.0)
        .noneSatisfy((series, value) -> assertThat(series).contains("digits"));
    // It comes back with what another node did meanwhile, which is that node's.
    stands("digits", 50);
    stands("digits", 51);
    assertThat(samples()).containsEntry("cairn_results_total", 4.0);
  }

  @Test
  void studiesBeyondTheCap_areInTheSumsAndFollowWhenOneGoes() {
    stands("second", 1);
    stands("third", 1);
    stands("third", 2);
    assertThat(samples())
        .containsEntry("cairn_studies", 3.0)
        .containsEntry("cairn_studies_without_meters", 1.0)
        .containsEntry("cairn_results_total", 1.0)
        .containsEntry("cairn_running_evaluations", 15.0)
        .containsKey("cairn_study_running{study=\"second\"}")
        .doesNotContainKey("cairn_study_running{study=\"third\"}");
    node.meters().studies().stopped("digits");
    assertThat(samples())
        .containsEntry("cairn_studies_without_meters", 0.0)
        .containsKey("cairn_study_running{study=\"third\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"} 1\ncairn_slots 99\n#",
        "back\\slash\\",
        "\\n\\\"",
        "a\r\n\tb\u0000\u0007",
        "\uD83C\uDFD4 mountain \uD83C",
        "{study=\"x\",}"
      })
  void hostileNames_stayWithinTheirLabel(String name) {
    node.meters().studies().stands(name, SampleNode.spec(name), SampleNode.view(1));
    Exposition page = node.exposition(); // The grammar is checked in reading.
    assertThat(page.samples()).containsEntry("cairn_slots", 12.0);
    assertThat(page.labelsOf("cairn_study_running")).containsExactly("study");
    assertThat(page.samples().keySet().stream().filter(s -> s.startsWith("cairn_study_running{")))
        .hasSize(2);
  }

  @Test
  void longNames_areCutAndStayApart() {
    String longName = "n".repeat(5_000);
    assertThat(LabelText.of(longName)).hasSize(LabelText.MOST);
    assertThat(LabelText.of(longName + "a")).isNotEqualTo(LabelText.of(longName + "b"));
    assertThat(LabelText.of("a\u0001")).isNotEqualTo(LabelText.of("a\u0002"));
    String pairs = "\uD83C\uDFD4".repeat(100);
    assertThat(LabelText.of(pairs).replace("\uD83C\uDFD4", "")).matches("~[0-9a-f]{16}");
    assertThat(LabelText.of("digits-20261128")).isEqualTo("digits-20261128");
  }

  @Test
  void rungsOfARepeatedSchedule_areBounded() {
    StudyStanding standing = StudyStanding.first(1, "s", SampleNode.spec("s"), SampleNode.view(1));
    assertThat(standing.rungs()).hasSize(2);
    assertThat(StudyStanding.MOST_RUNGS).isLessThan(100);
  }

  @Test
  void dispatcherThatDoesNotAnswer_isSaidAndNothingOldIsTold() {
    Map<String, Double> samples = Exposition.of(node.meters().text(Optional.empty())).samples();
    assertThat(samples)
        .containsEntry("cairn_dispatcher_up", 0.0)
        .containsKey("cairn_study_running{study=\"digits\"}")
        .doesNotContainKeys("cairn_workers", "cairn_slots", "cairn_demanded_slots");
    assertThat(samples())
        .containsEntry("cairn_dispatcher_up", 1.0)
        .containsEntry("cairn_busy_slots", 8.0)
        .containsEntry("cairn_free_slots", 4.0)
        .containsEntry("cairn_wanted_slots{labels=\"\"}", 0.0)
        .containsEntry("cairn_wanted_slots{labels=\"gpu\"}", 8.0);
  }

  @Test
  void door_countsRequestsByPurposeAndStreamsThatAreOpen() {
    node.meters().door().answered(Purpose.API, 204, Duration.ofMillis(5));
    node.meters().door().streamOpened();
    assertThat(samples())
        .containsEntry("cairn_http_requests_seconds_count{purpose=\"api\",status=\"2xx\"}", 2.0)
        .containsEntry("cairn_event_streams", 1.0);
    node.meters().door().streamClosed();
    assertThat(samples()).containsEntry("cairn_event_streams", 0.0);
  }

  /** What reference.conf promises of a full node. */
  @Test
  void pageOfAFullNode_isBounded() {
    try (NodeMeters full = new NodeMeters("0.1.0", 500)) {
      for (int i = 0; i < 1_000; i++) {
        String study = "replay-hpc-jobs-20261128-212407-" + (1_000 + i);
        full.studies().stands(study, SampleNode.spec(study), SampleNode.view(i));
      }
      byte[] page = full.text(Optional.of(SampleNode.NODES));
      assertThat(page.length).isBetween(1_000_000, 3_000_000);
      Exposition read = Exposition.of(page);
      assertThat(read.samples().keySet().stream().filter(s -> s.contains("-1499\"")).count())
          .isBetween(30L, 45L);
      assertThat(read.samples().keySet()).noneMatch(series -> series.contains("-1500\""));
    }
  }

  @Test
  void jvm_isToldOf() {
    assertThat(node.exposition().types())
        .containsKeys(
            "jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
  }

  /** A key of ours that nobody reads would be a promise that nobody keeps. */
  @Test
  void reference_hasNoKeyOfOursThatNobodyReads() {
    assertThat(ConfigFactory.load().getConfig("cairn.metrics").root().keySet())
        .containsExactly("max-studies");
  }
}
