package io.cairn.workers.smile;

import io.cairn.workers.smile.data.Task;
import io.cairn.workers.smile.model.Learner;
import io.cairn.workers.smile.model.Learners;
import io.cairn.workers.smile.model.Option;
import java.util.stream.Collectors;

/** The models and their hyperparameters as the documentation shows them. */
final class ModelTable {

  private ModelTable() {}

  /** Markdown: a heading and a table a model. */
  static String render() {
    return Learners.all().stream().map(ModelTable::section).collect(Collectors.joining("\n"));
  }

  private static String section(Learner learner) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(learner.name()).append("\n\n");
    text.append(
        learner.tasks().stream()
            .sorted()
            .map(Task::word)
            .collect(Collectors.joining(" and ", "For ", ". ")));
    text.append("Fidelities: ");
    learner
        .stages()
        .ifPresent(s -> s.fidelities().forEach(f -> text.append('`').append(f).append("`, ")));
    text.append("`rows`, `row-share`.");
    text.append(learner.needsOpenBlas() ? " Needs OpenBLAS natives.\n\n" : "\n\n");
    text.append("| hyperparameter | values | default | what |\n|---|---|---|---|\n");
    learner.options().forEach(o -> text.append(row(learner, o)));
    return text.toString();
  }

  private static String row(Learner learner, Option option) {
    String only =
        option.tasks().containsAll(learner.tasks())
            ? ""
            : " (" + option.tasks().iterator().next().word() + " only)";
    return "| `%s` | %s | %s | %s%s |%n"
        .formatted(option.name(), option.domain(), option.fallbackText(), option.purpose(), only)
        .replace("\r", "");
  }
}
