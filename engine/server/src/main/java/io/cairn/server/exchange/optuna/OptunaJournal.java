package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A journal file: one operation a line, applied in order (optuna, storages/journal/_storage.py,
 * JournalStorageReplayResult). Studies and trials are numbered as they are created. Lines that are
 * no operation are passed over and counted, since a writer that died may leave some.
 */
final class OptunaJournal {

  private static final int CREATE_STUDY = 0;
  private static final int DELETE_STUDY = 1;
  private static final int SET_STUDY_USER_ATTR = 2;
  private static final int SET_STUDY_SYSTEM_ATTR = 3;
  private static final int CREATE_TRIAL = 4;
  private static final int SET_TRIAL_PARAM = 5;
  private static final int SET_TRIAL_STATE_VALUES = 6;
  private static final int SET_TRIAL_INTERMEDIATE_VALUE = 7;
  private static final int SET_TRIAL_USER_ATTR = 8;
  private static final int SET_TRIAL_SYSTEM_ATTR = 9;

  private final Path file;
  private final Map<Long, OptunaDraft> studies = new LinkedHashMap<>();
  private final List<@Nullable OptunaDraft> studyOfTrial = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long nextStudy;
  private long lines;
  private long broken;

  private OptunaJournal(Path file) {
    this.file = file;
  }

  static List<Listed> list(Path file) throws UnreadableStoreException, IOException {
    OptunaJournal journal = new OptunaJournal(file);
    journal.replay();
    return journal.studies.values().stream()
        .map(draft -> new Listed(draft.name(), draft.size()))
        .toList();
  }

  static ForeignStudy read(Path file, String study) throws UnreadableStoreException, IOException {
    OptunaJournal journal = new OptunaJournal(file);
    journal.replay();
    for (OptunaDraft draft : journal.studies.values()) {
      if (draft.name().equals(study)) {
        return draft.study("Optuna, " + file.getFileName(), journal.notes);
      }
    }
    throw new UnreadableStoreException(file + " has no study " + study);
  }

  private void replay() throws UnreadableStoreException, IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        line(line, next == null);
        line = next;
      }
    } catch (MalformedInputException e) {
      throw notOne("it is no text");
    }
    if (lines == broken) {
      throw notOne(lines == 0 ? "it is empty" : "no line of it is an operation");
    }
    if (broken > 0) {
      notes.add(
          broken + " of " + lines + " lines of the journal are no operations and were left out");
    }
  }

  private UnreadableStoreException notOne(String why) {
    return new UnreadableStoreException(
        file + " is no journal of Optuna: " + why + "; check the file and --from");
  }

  private void line(String line, boolean last) throws UnreadableStoreException {
    if (line.isBlank()) {
      return;
    }
    lines++;
    try {
      JsonNode log = JsonValues.tree(line);
      if (!log.path("op_code").isInt()) {
        broken++;
        return;
      }
      apply(log);
    } catch (JsonProcessingException e) {
      if (lines == 1) {
        throw notOne("its first line is no JSON");
      }
      if (last) {
        notes.add("the last line of the journal is cut off and was left out");
        lines--;
      } else {
        broken++;
      }
    }
  }

  private void apply(JsonNode log) {
    long study = log.path("study_id").asLong(-1);
    @Nullable OptunaDraft draft = studies.get(study);
    switch (log.path("op_code").intValue()) {
      case CREATE_STUDY -> createStudy(log);
      case DELETE_STUDY -> studies.remove(study);
      case SET_STUDY_USER_ATTR -> attributes(draft, log.path("user_attr"));
      case SET_STUDY_SYSTEM_ATTR -> attributes(draft, log.path("system_attr"));
      case CREATE_TRIAL -> {
        if (draft != null) {
          createTrial(log, draft);
        }
      }
      case SET_TRIAL_PARAM,
          SET_TRIAL_STATE_VALUES,
          SET_TRIAL_INTERMEDIATE_VALUE,
          SET_TRIAL_USER_ATTR,
          SET_TRIAL_SYSTEM_ATTR ->
          update(log);
      default -> broken++;
    }
  }

  private void createStudy(JsonNode log) {
    String name = log.path("study_name").asText();
    if (studies.values().stream().anyMatch(draft -> draft.name().equals(name))) {
      return; // Two processes that created it at once; the first one counts.
    }
    OptunaDraft draft = new OptunaDraft(name);
    log.path("directions").forEach(direction -> draft.direction(direction.asInt()));
    studies.put(nextStudy, draft);
    nextStudy++;
  }

  private static void attributes(@Nullable OptunaDraft draft, JsonNode attributes) {
    if (draft != null) {
      attributes.properties().forEach(entry -> draft.attribute(entry.getKey(), entry.getValue()));
    }
  }

  private void createTrial(JsonNode log, OptunaDraft draft) {
    JsonNode state = log.path("state");
    OptunaTrial trial =
        draft.add(
            studyOfTrial.size(), state.isInt() ? OptunaTrial.state(state.asInt()) : State.RUNNING);
    studyOfTrial.add(draft);
    trial.started(log.path("datetime_start").asText(null));
    trial.completed(log.path("datetime_complete").asText(null));
    JsonNode distributions = log.path("distributions");
    log.path("params")
        .properties()
        .forEach(
            entry ->
                draft.parameter(
                    trial,
                    entry.getKey(),
                    entry.getValue().asDouble(),
                    distributions.path(entry.getKey()).asText()));
    log.path("intermediate_values")
        .properties()
        .forEach(
            entry ->
                trial.report(
                    Long.parseLong(entry.getKey()), entry.getValue().asDouble(Double.NaN)));
    JsonValues.number(log.path("value")).ifPresent(value -> trial.value(0, value));
    values(trial, log.path("values"));
    attributes(trial, log.path("user_attrs"));
    attributes(trial, log.path("system_attrs"));
  }

  private static void attributes(OptunaTrial trial, JsonNode attributes) {
    attributes
        .properties()
        .forEach(
            entry -> OptunaDatabase.attribute(trial, entry.getKey(), entry.getValue().toString()));
  }

  private static void values(OptunaTrial trial, JsonNode values) {
    for (int i = 0; i < values.size(); i++) {
      OptionalDouble value = JsonValues.number(values.get(i));
      if (value.isPresent()) {
        trial.value(i, value.getAsDouble());
      }
    }
  }

  private void update(JsonNode log) {
    long id = log.path("trial_id").asLong(-1);
    @Nullable OptunaDraft draft =
        id >= 0 && id < studyOfTrial.size() ? studyOfTrial.get((int) id) : null;
    @Nullable OptunaTrial trial = draft == null ? null : draft.trial(id);
    if (draft == null || trial == null || trial.finished()) {
      return; // As Optuna: what is finished does not change.
    }
    switch (log.path("op_code").intValue()) {
      case SET_TRIAL_PARAM ->
          draft.parameter(
              trial,
              log.path("param_name").asText(),
              log.path("param_value_internal").asDouble(),
              log.path("distribution").asText());
      case SET_TRIAL_INTERMEDIATE_VALUE ->
          trial.report(
              log.path("step").asLong(), log.path("intermediate_value").asDouble(Double.NaN));
      case SET_TRIAL_STATE_VALUES -> {
        trial.state(OptunaTrial.state(log.path("state").asInt()));
        if (log.hasNonNull("datetime_start")) {
          trial.started(log.path("datetime_start").asText());
        }
        if (log.hasNonNull("datetime_complete")) {
          trial.completed(log.path("datetime_complete").asText());
        }
        values(trial, log.path("values"));
      }
      default -> {
        attributes(trial, log.path("user_attr"));
        attributes(trial, log.path("system_attr"));
      }
    }
  }
}
