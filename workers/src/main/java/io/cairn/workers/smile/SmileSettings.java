package io.cairn.workers.smile;

import io.cairn.workers.smile.data.Dataset;
import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Task;
import io.cairn.workers.smile.model.InvalidOptionException;
import io.cairn.workers.smile.model.Learner;
import io.cairn.workers.smile.model.OptionValues;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that were found right.
 *
 * @param learner the model
 * @param dataset what it is trained and measured on
 * @param folds at least one
 * @param fidelity what resource levels mean
 * @param fixed options that are the same in every trial, by option name
 * @param optionNames sweep parameter to option name
 * @param fingerprint a text that differs where data, split or model differ
 * @param grace how long a stopped evaluation may take to end
 */
record SmileSettings(
    Learner learner,
    Dataset dataset,
    List<Fold> folds,
    Fidelity fidelity,
    Map<String, Object> fixed,
    Map<String, String> optionNames,
    String fingerprint,
    Duration grace) {

  SmileSettings {
    folds = List.copyOf(folds);
    fixed = Map.copyOf(fixed);
    optionNames = Map.copyOf(optionNames);
  }

  Task task() {
    return dataset.target().task();
  }

  /**
   * The hyperparameters of a configuration.
   *
   * @throws InvalidOptionException if a value is wrong
   */
  OptionValues options(Map<String, Object> configuration) throws InvalidOptionException {
    Map<String, Object> given = new LinkedHashMap<>(fixed);
    configuration.forEach((name, value) -> given.put(optionNames.getOrDefault(name, name), value));
    return OptionValues.of(learner.options(task()), given);
  }
}
