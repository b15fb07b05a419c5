package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.similarity.Agreement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one resource level tells about full fidelity. */
public final class LevelAdvice {

  /** The judgement on a level. */
  public enum Judgement {
    /** Both lower bounds pass, here and at every judged level above. */
    TRUSTED,
    /** A bound does not pass, here or at a level above. */
    NOT_TRUSTED,
    /** Too few configurations were measured here and at full fidelity. */
    TOO_LITTLE_DATA
  }

  private final int level;
  private final double resource;
  private final int measured;
  private final double resourceShare;
  private final double costShare;
  private final Agreement agreement;
  private final @Nullable Promotion alone;
  private final @Nullable Promotion cumulative;
  private final Judgement judgement;
  private final String why;

  LevelAdvice(
      Place place,
      Agreement agreement,
      @Nullable Promotion alone,
      @Nullable Promotion cumulative,
      Judgement judgement,
      String why) {
    this.level = place.level();
    this.resource = place.resource();
    this.measured = place.measured();
    this.resourceShare = place.resourceShare();
    this.costShare = place.costShare();
    this.agreement = Objects.requireNonNull(agreement, "agreement");
    this.alone = alone;
    this.cumulative = cumulative;
    this.judgement = judgement;
    this.why = why;
  }

  /** Where the level stands, see the accessors of the same names. */
  record Place(int level, double resource, int measured, double resourceShare, double costShare) {}

  /** Index of the level in the landscape. */
  public int level() {
    return level;
  }

  /** The level in the user's units. */
  public double resource() {
    return resource;
  }

  /** Configurations measured at this level, whether they reached full fidelity or not. */
  public int measured() {
    return measured;
  }

  /** The level as a share of the highest level. */
  public double resourceShare() {
    return resourceShare;
  }

  /**
   * Median cost at the level over median cost at full fidelity, of the configurations whose cost is
   * known at both; NaN if of none.
   */
  public double costShare() {
    return costShare;
  }

  /** How the level agrees with full fidelity. */
  public Agreement agreement() {
    return agreement;
  }

  /**
   * What is lost when the best 1/eta at this level go on and no other rung follows; empty where it
   * cannot be known: too little data, or survivors only.
   */
  public Optional<Promotion> alone() {
    return Optional.ofNullable(alone);
  }

  /**
   * What is lost up to and including this level when the ladder starts at the lowest level with
   * enough data and every rung, eta apart, lets 1/eta go on; empty where the level is no rung, or
   * as for {@link #alone}.
   */
  public Optional<Promotion> cumulative() {
    return Optional.ofNullable(cumulative);
  }

  /** Whether the level can be trusted. */
  public Judgement judgement() {
    return judgement;
  }

  /** Why, a sentence. */
  public String why() {
    return why;
  }

  /** The judgement and its reason. */
  @Override
  public String toString() {
    return resource + ": " + why;
  }
}
