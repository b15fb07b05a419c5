package io.cairn.server.studies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.ModelView;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.journal.StudyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A few facts of a study in a small file beside its journal, so that a list of studies need not
 * read journals. For display alone: the journal is what counts.
 *
 * @param state running, ended, or interrupted
 * @param best value of the objective; NaN if there is none
 * @param modelFits fits of the model that the newest session took; 0 without a model
 * @param modelFailures fits of it that broke off
 * @param lastFitSeconds how long the newest fit took
 * @param modelAge results since it was asked for
 */
public record StudyStatus(
    String id,
    String name,
    String state,
    String mode,
    String method,
    String metric,
    double best,
    int trials,
    long evaluations,
    double resourceSpent,
    double elapsedSeconds,
    long modelFits,
    long modelFailures,
    double lastFitSeconds,
    long modelAge,
    String ended,
    String updated) {

  public static final String RUNNING = "running";
  public static final String ENDED = "ended";
  public static final String INTERRUPTED = "interrupted";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static StudyStatus of(
      String id, StudySpec spec, String mode, StudyView view, Instant now, boolean attached) {
    String state = view.phase() == StudyPhase.ENDED ? ENDED : attached ? RUNNING : INTERRUPTED;
    return new StudyStatus(
        id,
        spec.name(),
        state,
        mode,
        spec.method().name(),
        spec.objective().metric(),
        view.best().map(b -> spec.objective().metricValue(b.incumbent().loss())).orElse(Double.NaN),
        view.spending().trials(),
        view.spending().evaluations(),
        view.spending().units(),
        view.elapsed().toMillis() / 1000.0,
        view.model().map(ModelView::fits).orElse(0L),
        view.model().map(ModelView::failures).orElse(0L),
        view.model().map(model -> model.lastFit().toMillis() / 1000.0).orElse(0.0),
        view.model().map(ModelView::age).orElse(0L),
        view.phase() == StudyPhase.ENDED ? view.reason() : "",
        now.toString());
  }

  /** Writes it beside the journal, in one step. */
  public void write(StudyFolder folder) {
    ObjectNode node = JSON.valueToTree(this);
    if (Double.isNaN(best)) {
      node.putNull("best");
    }
    Path file = folder.status();
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, JSON.writeValueAsString(node));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads it; a study whose file says running while nobody holds its lock was interrupted.
   *
   * @param locked whether a process runs the study now
   */
  public static StudyStatus read(StudyFolder folder, boolean locked) {
    String id = folder.id();
    try {
      JsonNode node = JSON.readTree(Files.readString(folder.status()));
      String state = node.path("state").asText(INTERRUPTED);
      if (!state.equals(ENDED)) {
        state = locked ? RUNNING : INTERRUPTED;
      }
      return new StudyStatus(
          id,
          node.path("name").asText(id),
          state,
          node.path("mode").asText(""),
          node.path("method").asText(""),
          node.path("metric").asText(""),
          node.path("best").isNumber() ? node.path("best").asDouble() : Double.NaN,
          node.path("trials").asInt(),
          node.path("evaluations").asLong(),
          node.path("resourceSpent").asDouble(),
          node.path("elapsedSeconds").asDouble(),
          node.path("modelFits").asLong(),
          node.path("modelFailures").asLong(),
          node.path("lastFitSeconds").asDouble(),
          node.path("modelAge").asLong(),
          node.path("ended").asText(""),
          node.path("updated").asText(""));
    } catch (IOException e) {
      return new StudyStatus(
          id,
          id,
          locked ? RUNNING : INTERRUPTED,
          "",
          "",
          "",
          Double.NaN,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          "",
          "");
    }
  }
}
