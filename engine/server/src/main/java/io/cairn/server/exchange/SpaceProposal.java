package io.cairn.server.exchange;

import io.cairn.core.space.SearchSpace;
import io.cairn.server.sweep.SpaceText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The sweep file of objective, space and fidelity that the trials of a study suggest. A proposal:
 * what a store does not say is guessed, and a person has to look it over.
 */
public final class SpaceProposal {

  private static final long MOST_UNDER = 1_000;

  private final ForeignStudy study;
  private final ForeignMetric metric;

  public SpaceProposal(ForeignStudy study, ForeignMetric metric) {
    this.study = study;
    this.metric = metric;
  }

  /**
   * The text of the file.
   *
   * @throws UnreadableStoreException if the study has no parameter that can be one here
   */
  public String text() throws UnreadableStoreException {
    FoundSpace found = FoundSpace.of(study, Set.of(metric.name()));
    SearchSpace space =
        found
            .space()
            .orElseThrow(
                () ->
                    new UnreadableStoreException(
                        "study "
                            + study.name()
                            + " has no parameters to make a space of"
                            + (found.left().isEmpty() ? "" : ": " + found.left().get(0))));
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(
        "# Proposed from "
            + study.source()
            + ", study "
            + oneLine(study.name())
            + ", "
            + study.trials().size()
            + " trials. Look it over: ranges that were");
    text.add("# seen and not declared end at the least and the greatest value that was tried.");
    found.left().forEach(sentence -> text.add("# " + oneLine(sentence)));
    text.add(
        "objective { metric = "
            + SpaceText.value(metric.name())
            + ", direction = "
            + metric.guess().word()
            + " }"
            + (metric.direction() == ForeignMetric.Direction.UNKNOWN
                ? "  # the store does not say which way is better: check"
                : ""));
    fidelity(space).forEach(text::add);
    text.add("space {");
    for (int i = 0; i < space.dimensions(); i++) {
      String name = space.parameter(i).name();
      String comment = found.comments().getOrDefault(name, "");
      text.add(
          "  "
              + SpaceText.key(name)
              + " "
              + SpaceText.parameter(space, i)
              + (study.uncertain().contains(name)
                  ? "  # " + comment + "; a parameter or a result? remove it if a result"
                  : "  # " + comment));
    }
    text.add("}");
    if (!space.constraints().isEmpty()) {
      text.add(
          "constraints = "
              + SpaceText.value(space.constraints().stream().map(Object::toString).toList()));
    }
    return text.toString();
  }

  private List<String> fidelity(SearchSpace space) {
    LevelRule rule = LevelRule.of(study);
    List<Double> levels = rule.levels(study, metric.name());
    if (levels.size() < 2) {
      return List.of();
    }
    String resource = study.resource().orElse("step");
    while (space.indexOf(resource).isPresent() || resource.equals(metric.name())) {
      resource = resource + "_spent";
    }
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("name", resource);
    section.put("min", exact(levels.get(0)));
    section.put("max", exact(levels.get(levels.size() - 1)));
    return List.of(
        "fidelity "
            + SpaceText.value(section)
            + "  # "
            + levels.size()
            + " levels reported"
            + (rule.plus() == 1 ? ", counted from 0, so one was added" : ""));
  }

  /** A level as a sweep file can say it: whole, a fraction of whole numbers, or twelve digits. */
  private static Object exact(double level) {
    if (level == Math.rint(level) && Math.abs(level) < 1e15) {
      return (long) level;
    }
    for (long under = 2; under <= MOST_UNDER; under++) {
      double over = Math.rint(level * under);
      if (Math.abs(over / under - level) < 1e-13 * level) {
        return (long) over + "/" + under;
      }
    }
    return new BigDecimal(level).round(new MathContext(12)).stripTrailingZeros().toString();
  }

  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
