package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.spi.Evaluation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {

  @TempDir Path folder;

  @Test
  void nodesOwnVariables_areNotPassedOn_andOthersAre() throws Exception {
    Map<String, String> environment =
        put(
            Map.of(
                "CAIRN_TOKEN",
                "secret",
                "CAIRN_PARAM_OLD",
                "1",
                "CAIRN_RESULTS_FILE",
                "/x",
                "A",
                "b"));
    assertThat(environment)
        .doesNotContainKeys("CAIRN_TOKEN", "CAIRN_PARAM_OLD", "CAIRN_RESULTS_FILE")
        .containsEntry("A", "b")
        .containsEntry("CAIRN_PARAM_DEPTH", "3")
        .containsEntry("CAIRN_TO", "9")
        .containsEntry("CAIRN_PROCESS_TREE", "token");
  }

  @Test
  void nodeInsideAnEvaluation_keepsTheOuterMark() throws Exception {
    assertThat(put(Map.of("CAIRN_PROCESS_TREE", "outer")))
        .containsEntry("CAIRN_PROCESS_TREE", "outer:token");
  }

  @Test
  void namesOfVariables_areMadeOfLettersAndDigits() {
    assertThat(Variables.ofParameter("learning-rate.2x")).isEqualTo("CAIRN_PARAM_LEARNING_RATE_2X");
  }

  @Test
  void traceOfTheEvaluation_takesThePlaceOfTheNodesOwn() throws Exception {
    Map<String, String> inherited = Map.of("TRACEPARENT", "of the node", "TRACESTATE", "a=b");

    Map<String, String> environment =
        put(
            inherited,
            new ProcessFixture(folder),
            new ProcessFixture(folder).evaluation().withTraceparent("of the evaluation"));

    assertThat(environment)
        .containsEntry("TRACEPARENT", "of the evaluation")
        .doesNotContainKey("TRACESTATE");
    assertThat(put(inherited))
        .as("nothing is traced")
        .containsEntry("TRACEPARENT", "of the node")
        .containsEntry("TRACESTATE", "a=b");
  }

  @Test
  void traceThatTheSweepSets_wins() throws Exception {
    ProcessFixture fixture =
        new ProcessFixture(folder).with("environment", Map.of("TRACEPARENT", "of the sweep"));

    assertThat(put(Map.of(), fixture, fixture.evaluation().withTraceparent("of the evaluation")))
        .containsEntry("TRACEPARENT", "of the sweep");
  }

  private Map<String, String> put(Map<String, String> inherited) throws Exception {
    ProcessFixture fixture = new ProcessFixture(folder);
    return put(inherited, fixture, fixture.evaluation());
  }

  private static Map<String, String> put(
      Map<String, String> inherited, ProcessFixture fixture, Evaluation evaluation)
      throws Exception {
    Map<String, String> environment = new HashMap<>(inherited);
    Variables.put(
        environment,
        Variables.local(
            ProcessSettings.read(fixture.settings()),
            evaluation,
            EvaluationFiles.in(evaluation.scratch())),
        "token");
    return environment;
  }
}
