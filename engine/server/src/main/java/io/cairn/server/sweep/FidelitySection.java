package io.cairn.server.sweep;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.CheckpointRules;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code fidelity { name, min, max, reduction, checkpoints, checkpoint-budget,
 * keep-checkpoints }}.
 *
 * @param ladder empty if the section has mistakes; {@link RungLadder#single} without a section
 * @param checkpoints what is kept of checkpoints
 */
record FidelitySection(Optional<RungLadder> ladder, CheckpointRules checkpoints) {

  static final int REDUCTION = 3;
  static final String BUDGET = "checkpoint-budget";
  static final String KEEP = "keep-checkpoints";

  static FidelitySection read(SectionReader root) {
    if (!root.has("fidelity")) {
      root.node("fidelity");
      return new FidelitySection(Optional.of(RungLadder.single()), CheckpointRules.USUAL);
    }
    Optional<SectionReader> section = root.section("fidelity");
    if (section.isEmpty()) {
      return new FidelitySection(Optional.empty(), CheckpointRules.USUAL);
    }
    CheckpointRules rules = rules(section.get());
    Optional<RungLadder> ladder = ladder(section.get(), root.problems());
    if (ladder.isPresent() && !ladder.get().checkpoints()) {
      requireNone(section.get(), rules);
    }
    return new FidelitySection(ladder, rules);
  }

  private static CheckpointRules rules(SectionReader reader) {
    OptionalLong budget = reader.size(BUDGET);
    boolean keep = reader.flag(KEEP).orElse(false);
    return new CheckpointRules(budget, keep);
  }

  private static Optional<RungLadder> ladder(SectionReader reader, Problems problems) {
    int before = problems.count();
    reader.require("name", "name the resource, for example name = epoch");
    reader.require(
        "min", "set the least resource at which trials can be compared, for example min = 1");
    reader.require("max", "set the resource of a full evaluation, for example max = 81");
    Optional<String> name = reader.text("name");
    Optional<Rational> min = level(reader, "min");
    Optional<Rational> max = level(reader, "max");
    int reduction = reader.count("reduction", 2, 1_000_000).orElse(REDUCTION);
    boolean checkpoints = reader.flag("checkpoints").orElse(true);
    reader.finish();
    if (name.isPresent() && name.get().isBlank()) {
      reader.complain(
          "name", "must not be blank; name the resource, for example epoch, trees or rows");
    }
    min.ifPresent(level -> requirePositive(reader, "min", level));
    max.ifPresent(level -> requirePositive(reader, "max", level));
    if (min.isPresent() && max.isPresent() && max.get().compareTo(min.get()) < 0) {
      reader.complain("max", "must be >= min = " + min.get() + "; raise max or lower min");
    }
    if (problems.count() > before || name.isEmpty() || min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    return ladder(reader, new Fidelity(name.get(), min.get(), max.get(), reduction, checkpoints));
  }

  private static Optional<RungLadder> ladder(SectionReader reader, Fidelity fidelity) {
    try {
      return Optional.of(RungLadder.of(fidelity));
    } catch (IllegalArgumentException tooFine) {
      reader.complain(tooFine);
      return Optional.empty();
    }
  }

  private static void requireNone(SectionReader reader, CheckpointRules rules) {
    String rule =
        "needs checkpoints = true: without them each evaluation starts from scratch and nothing is"
            + " kept; leave the key out";
    if (rules.budgetBytes().isPresent()) {
      reader.complain(BUDGET, rule);
    }
    if (rules.keepWhenOver()) {
      reader.complain(KEEP, rule);
    }
  }

  private static void requirePositive(SectionReader reader, String key, Rational level) {
    if (level.signum() <= 0) {
      reader.complain(key, "must be above 0; set the resource that an evaluation gets");
    }
  }

  /** A level, exactly as written: a number, or a fraction as text. */
  private static Optional<Rational> level(SectionReader reader, String key) {
    Optional<String> text = reader.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rational.parse(text.get()));
    } catch (IllegalArgumentException notExact) {
      reader.complain(
          key,
          "must be an exact number of at most 15 digits: whole (81), decimal (0.25, 1e-3) or a fraction"
              + " of whole numbers (\"1/27\")");
      return Optional.empty();
    }
  }
}
