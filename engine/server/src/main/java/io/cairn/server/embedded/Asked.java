package io.cairn.server.embedded;

import io.cairn.core.study.StudyReply;
import io.cairn.workers.spi.Configured;
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
    double to)
    implements Configured {

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
}
