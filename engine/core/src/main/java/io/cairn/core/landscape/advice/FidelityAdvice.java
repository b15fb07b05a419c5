package io.cairn.core.landscape.advice;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the levels of a landscape tell about its highest.
 *
 * @param levels every level below the highest measured, lowest first
 * @param full what the others were compared with, in the user's units
 * @param survivorsOnly whether those that reached full fidelity were chosen for being good, so that
 *     the figures hold for the good ones alone and promotion mistakes cannot be seen
 * @param why what to do and why, one or two sentences
 */
public record FidelityAdvice(
    List<LevelAdvice> levels, double full, boolean survivorsOnly, String why) {
  public FidelityAdvice {
    levels = List.copyOf(levels);
    Objects.requireNonNull(why, "why");
  }

  /** The lowest level that can be trusted; empty if none below the highest can. */
  public Optional<LevelAdvice> lowestTrusted() {
    return levels.stream()
        .filter(level -> level.judgement() == LevelAdvice.Judgement.TRUSTED)
        .findFirst();
  }
}
