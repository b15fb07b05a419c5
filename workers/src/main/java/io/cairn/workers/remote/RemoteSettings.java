package io.cairn.workers.remote;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sweep says of the remote workers that it is for.
 *
 * @param kind which of them; empty for those that name none
 */
record RemoteSettings(String kind) {

  /** Of the settings as JSON: they travel with each evaluation. */
  static final int MOST_CHARACTERS = 50_000;

  /** Sections within sections. */
  static final int DEEPEST = 32;

  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * Reads them.
   *
   * @throws InvalidSettingsException with every mistake
   */
  static RemoteSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Optional<String> kind = reader.text("kind");
    if (kind.isPresent() && !KIND.matcher(kind.get()).matches()) {
      reader.problem(
          "kind",
          "must be 1 to 63 letters, digits, dots, dashes or underscores, and begin with a letter or"
              + " digit, for example kind = mnist");
    }
    reader.value("settings").ifPresent(value -> check(reader, value));
    reader.check();
    return new RemoteSettings(kind.orElse(""));
  }

  /** Values are not shown: they may hold secrets. */
  private static void check(SettingsReader reader, Object value) {
    if (!(value instanceof Map<?, ?> section)) {
      reader.problem("settings", "must be a section: settings { name = value }");
      return;
    }
    if (depth(section) > DEEPEST) {
      reader.problem(
          "settings",
          "has sections more than "
              + DEEPEST
              + " deep; put them into a file that the worker reads");
      return;
    }
    long characters = characters(section);
    if (characters > MOST_CHARACTERS) {
      reader.problem(
          "settings",
          "has "
              + characters
              + " characters as JSON; "
              + MOST_CHARACTERS
              + " are the most, since they travel with each evaluation: put long lists into a file that"
              + " the worker reads");
    }
  }

  private static int depth(Object value) {
    Iterable<?> inner =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof List<?> list ? list : List.of();
    int deepest = 0;
    for (Object of : inner) {
      deepest = Math.max(deepest, depth(of));
    }
    return value instanceof Map || value instanceof List ? deepest + 1 : 0;
  }

  /** Of the JSON text, escapes left out. */
  private static long characters(Object value) {
    long sum = 2;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += String.valueOf(entry.getKey()).length() + 4L + characters(entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      for (Object of : list) {
        sum += 1 + characters(of);
      }
    } else {
      sum = String.valueOf(value).length() + (value instanceof String ? 2 : 0);
    }
    return sum;
  }
}
