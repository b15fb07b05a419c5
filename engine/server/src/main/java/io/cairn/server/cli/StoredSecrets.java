package io.cairn.server.cli;

import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.WorkerSection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Warns of what looks like a secret in a sweep: a sweep is stored with its study. */
final class StoredSecrets {

  private static final Pattern NAME =
      Pattern.compile("KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL", Pattern.CASE_INSENSITIVE);

  private StoredSecrets() {}

  /** One sentence for each variable whose name says that its value is one. */
  static List<String> warnings(Sweep sweep) {
    if (!(sweep.worker() instanceof WorkerSection.Configured worker)
        || !(worker.settings().values().get("environment") instanceof Map<?, ?> environment)) {
      return List.of();
    }
    return environment.keySet().stream()
        .map(String::valueOf)
        .filter(name -> NAME.matcher(name).find())
        .map(
            name ->
                "warning: worker.environment."
                    + name
                    + " looks like a secret, and what stands there is stored with the study; write"
                    + " worker.environment-from = ["
                    + name
                    + "] instead, and set it where the workers run")
        .toList();
  }

  /** Tells a person, once for each. */
  static void warn(Sweep sweep) {
    warnings(sweep).forEach(System.err::println);
  }
}
