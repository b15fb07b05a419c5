package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.EvaluationOutcome;
import io.cairn.server.history.FailureHistory;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the {@code failures}, alike ones together: of the same kind, with messages that differ in
 * digits at most. User code's failures first, the most frequent first.
 */
final class FailuresBlock {

  private static final int TRIALS_NAMED = 12;
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private static final class Group {
    private FailureHistory last;
    private FailureHistory lastWithLog;
    private int count;
    private final List<Integer> trials = new ArrayList<>();

    Group(FailureHistory first) {
      this.last = first;
      this.lastWithLog = first;
    }

    void add(FailureHistory failure) {
      count++;
      last = failure.at().isBefore(last.at()) ? last : failure;
      lastWithLog = failure.logTail().isEmpty() ? lastWithLog : failure;
      if (trials.isEmpty() || trials.get(trials.size() - 1) != failure.trial()) {
        trials.add(failure.trial());
      }
    }
  }

  private final List<Group> groups;
  private final int groupsTotal;
  private final long charged;
  private final long relocations;
  private final long givenBack;

  FailuresBlock(StudyHistory history, int limit) {
    Map<String, Group> byKind = new LinkedHashMap<>();
    for (TrialHistory trial : history.trials()) {
      for (FailureHistory failure : trial.failures()) {
        byKind.computeIfAbsent(key(failure), k -> new Group(failure)).add(failure);
      }
    }
    this.charged = history.spending().failures();
    this.relocations = history.spending().relocations();
    this.givenBack = history.spending().givenBack();
    this.groupsTotal = byKind.size();
    this.groups =
        byKind.values().stream()
            .sorted(
                Comparator.<Group>comparingInt(group -> group.last.chargedToTrial() ? 0 : 1)
                    .thenComparing(Comparator.<Group>comparingInt(group -> group.count).reversed()))
            .limit(limit)
            .toList();
  }

  private static String key(FailureHistory failure) {
    return failure.kind() + " " + DIGITS.matcher(failure.message()).replaceAll("0");
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("charged", charged);
    json.writeNumberField("relocations", relocations);
    json.writeNumberField("givenBack", givenBack);
    json.writeNumberField("groupsTotal", groupsTotal);
    json.writeArrayFieldStart("groups");
    for (Group group : groups) {
      json.writeStartObject();
      json.writeStringField("kind", EvaluationOutcome.of(group.last.kind()).word());
      json.writeStringField("message", group.last.message());
      json.writeStringField("worker", group.last.worker());
      json.writeStringField("log", group.lastWithLog.logTail());
      json.writeNumberField("count", group.count);
      json.writeNumberField("trialsTotal", group.trials.size());
      json.writeArrayFieldStart("trials");
      for (int trial : group.trials.subList(0, Math.min(TRIALS_NAMED, group.trials.size()))) {
        json.writeNumber(trial);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  boolean complete() {
    return groups.size() == groupsTotal;
  }

  int size() {
    return groups.size();
  }

  int total() {
    return groupsTotal;
  }
}
