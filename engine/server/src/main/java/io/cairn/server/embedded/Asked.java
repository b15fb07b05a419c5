package io.cairn.server.embedded;

import io.cairn.core.study.StudyReply;
import io.cairn.workers.spi.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An evaluation that a study wants, handed to a loop of the program's own.
 *
 * @param id of the evaluation, unique in the study
 * @param token its number; grows by one with every evaluation that is handed out
 * @param trial number of the trial, from 0
 * @param attempt 1 for the first attempt, then 2, 3, ...
 * @param configuration active parameters only, in declaration order; values are Double, Long,
 *     String or Boolean
 * @param from resource level to start from; 0 from scratch
 * @param to resource level to go to; 1 without fidelity
 */
public record Asked(
    String id,
    long token,
    int trial,
    int attempt,
    Map<String, Object> configuration,
    double from,
    double to) {

  public Asked {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
  }

  static Asked of(StudyReply.Granted granted) {
    return new Asked(
        granted.evaluation(),
        granted.token(),
        granted.trial(),
        granted.attempt(),
        granted.configuration().values(),
        granted.from(),
        granted.to());
  }

  /**
   * The value of a real or integer parameter; likewise {@link #integer}, {@link #text}, {@link
   * #flag}.
   *
   * @throws IllegalArgumentException if it is not active or of another type
   */
  public double real(String name) {
    return Values.real(configuration, name);
  }

  /** The value of an integer parameter. */
  public long integer(String name) {
    return Values.integer(configuration, name);
  }

  /** The value of a categorical or ordinal parameter of texts. */
  public String text(String name) {
    return Values.text(configuration, name);
  }

  /** The value of a boolean parameter. */
  public boolean flag(String name) {
    return Values.flag(configuration, name);
  }
}
