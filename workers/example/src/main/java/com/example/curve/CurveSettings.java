package com.example.curve;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code worker} section of a sweep, checked. */
record CurveSettings(Rows rows, String metric) {

  /** Parameters that the sweep may have. */
  private static final List<String> PARAMETERS = List.of("degree", "learning-rate", "decay");

  /** Reads on after a mistake, so that a person sees all of them at once. */
  static CurveSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Optional<String> file = reader.requiredText("file", "braking.csv");
    Optional<String> x = reader.requiredText("x", "speed");
    Optional<String> y = reader.requiredText("y", "distance");
    int every = (int) reader.integer("validate-every", 5, 2, 1_000);
    for (String parameter : settings.parameters()) {
      if (!PARAMETERS.contains(parameter)) {
        reader.problem("", "knows no parameter " + parameter + "; there are " + PARAMETERS);
      }
    }
    if (settings.maximize()) {
      reader.problem("", "reports an error: the sweep's objective must minimize it");
    }
    Optional<Rows> rows = Optional.empty();
    if (file.isPresent() && x.isPresent() && y.isPresent()) {
      Path path = settings.sweepFolder().resolve(file.get());
      try {
        rows = Optional.of(Rows.read(path, x.get(), y.get(), every));
      } catch (IOException e) {
        reader.problem("file", "= " + path + " cannot be used: " + e.getMessage());
      }
    }
    reader.check();
    return new CurveSettings(rows.orElseThrow(), settings.metric());
  }
}
