package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.TrialPromoted;
import io.cairn.core.study.StudyEvent.TrialStarted;
import java.util.Optional;

/** Whose idea it was to start or promote a trial, by what the event says for people. */
public enum LedBy {
  /** The model with the landscapes of earlier studies. */
  PRIORS("priors"),
  /** The model of this study alone. */
  STUDY("this study alone"),
  /** No model: a start of the person's, the portfolio, a quasi-random point, a rung table. */
  OTHER("neither");

  private static final String BY = " by ";

  private final String words;

  LedBy(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** Who led a decision; empty of events that are none. */
  public static Optional<LedBy> of(StudyEvent event) {
    if (event instanceof TrialStarted started) {
      return Optional.of(of(started.origin()));
    }
    return event instanceof TrialPromoted promoted
        ? Optional.of(of(promoted.reason()))
        : Optional.empty();
  }

  /** Who led a decision with this origin or reason. */
  public static LedBy of(String text) {
    if (text.endsWith(BY + PRIORS.words)) {
      return PRIORS;
    }
    return text.endsWith(BY + STUDY.words) ? STUDY : OTHER;
  }
}
