package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.terminal.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of the best trials of a study of a cluster; as {@link Ending} has it of a local one.
 */
final class RemoteBest {

  private RemoteBest() {}

  /**
   * The table.
   *
   * @param study the member {@code study} of the report's data
   * @param trials rows of trials, best first, each with a result
   */
  static TextTable table(JsonNode study, List<JsonNode> trials) {
    String metric = study.path("objective").path("metric").asText();
    boolean fidelity = study.path("fidelity").asBoolean();
    List<String> header = new ArrayList<>(List.of("trial", PlainText.of(metric)));
    if (fidelity) {
      header.add(PlainText.of(study.path("resource").asText()));
    }
    List<String> parameters = new ArrayList<>();
    study.path("parameters").forEach(p -> parameters.add(p.path("name").asText()));
    parameters.forEach(name -> header.add(PlainText.of(name)));
    TextTable table = new TextTable(header);
    for (JsonNode trial : trials) {
      JsonNode result = trial.path("result");
      List<String> row = new ArrayList<>();
      row.add(trial.path("trial").asText());
      row.add(brief(result.path("metrics").path(metric)));
      if (fidelity) {
        row.add(brief(result.path("resource")));
      }
      parameters.forEach(name -> row.add(brief(trial.path("configuration").path(name))));
      table.row(row);
    }
    return table;
  }

  private static String brief(JsonNode value) {
    return value.isDouble() ? Numbers.brief(value.asDouble()) : PlainText.of(value.asText(""));
  }
}
