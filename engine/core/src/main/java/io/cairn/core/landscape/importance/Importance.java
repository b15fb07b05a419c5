package io.cairn.core.landscape.importance;

import java.util.List;
import java.util.Objects;

/**
 * The shares of the variance of a landscape's loss, largest first.
 *
 * @param focus which part of the losses it is about
 * @param evidence what it rests on
 * @param points measured configurations, diverged ones among them
 * @param diverged how many diverged; they count as the worst finite loss
 * @param variance of the losses after clipping, in squared units of the loss
 * @param singles what each parameter decides alone
 * @param pairs what two decide together beyond that
 * @param higher the share that neither singles nor the pairs shown account for
 * @param warnings what a reader should know before believing the figures
 */
public record Importance(
    Focus focus,
    Evidence evidence,
    int points,
    int diverged,
    double variance,
    List<Effect> singles,
    List<Effect> pairs,
    double higher,
    List<String> warnings) {
  public Importance {
    Objects.requireNonNull(focus, "focus");
    Objects.requireNonNull(evidence, "evidence");
    singles = List.copyOf(singles);
    pairs = List.copyOf(pairs);
    warnings = List.copyOf(warnings);
  }
}
