package io.cairn.server.sweep;

import io.cairn.core.study.FailureRules;
import java.util.Optional;

/** Reads {@code failures { retries, give-up-after, max-relocations }}. */
final class FailuresSection {

  private FailuresSection() {}

  static FailureRules read(SectionReader root) {
    FailureRules rules = FailureRules.DEFAULT;
    Optional<SectionReader> section = root.section("failures");
    if (section.isEmpty()) {
      return rules;
    }
    SectionReader reader = section.get();
    FailureRules read =
        new FailureRules(
            reader.count("retries", 0, Integer.MAX_VALUE).orElse(rules.retries()),
            reader.count("give-up-after", 1, Integer.MAX_VALUE).orElse(rules.giveUpAfter()),
            reader.count("max-relocations", 1, Integer.MAX_VALUE).orElse(rules.maxRelocations()));
    reader.finish();
    return read;
  }
}
