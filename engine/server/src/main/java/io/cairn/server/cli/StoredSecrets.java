package io.cairn.server.cli;

import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.workers.remote.RemoteProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Warns of what looks like a secret in a sweep: a sweep is stored with its study. */
final class StoredSecrets {

  private static final Pattern NAME =
      Pattern.compile("KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL", Pattern.CASE_INSENSITIVE);

  /** Of settings, among which max_tokens and tokenizer are none. */
  private static final Pattern SETTING =
      Pattern.compile(
          "(API|ACCESS|PRIVATE)[_.-]?KEY|SECRET|PASSWORD|PASSWD|CREDENTIAL|(^|[_.-])TOKEN$",
          Pattern.CASE_INSENSITIVE);

  private StoredSecrets() {}

  /** One sentence for each variable or setting whose name says that its value is one. */
  static List<String> warnings(Sweep sweep) {
    if (!(sweep.worker() instanceof WorkerSection.Configured worker)) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    if (worker.settings().values().get("environment") instanceof Map<?, ?> environment) {
      suspects("worker.environment", environment, NAME)
          .forEach(
              path ->
                  warnings.add(
                      said(path)
                          + "; write worker.environment-from = ["
                          + path.substring(path.lastIndexOf('.') + 1)
                          + "] instead, and set it where the workers run"));
    }
    if (worker.type().equals(RemoteProvider.TYPE)
        && worker.settings().values().get("settings") instanceof Map<?, ?> settings) {
      suspects("worker.settings", settings, SETTING)
          .forEach(
              path ->
                  warnings.add(
                      said(path)
                          + " and sent to every worker; leave it out, and set it where the workers"
                          + " run"));
    }
    return warnings;
  }

  private static String said(String path) {
    return "warning: "
        + path
        + " looks like a secret, and what stands there is stored with the study";
  }

  /** Paths of what has such a name, sections within included. */
  private static List<String> suspects(String path, Map<?, ?> section, Pattern names) {
    List<String> found = new ArrayList<>();
    section.forEach(
        (name, value) -> {
          String inner = path + "." + name;
          if (value instanceof Map<?, ?> map) {
            found.addAll(suspects(inner, map, names));
          } else if (names.matcher(String.valueOf(name)).find()) {
            found.add(inner);
          }
        });
    return found;
  }

  /** Tells a person, once for each. */
  static void warn(Sweep sweep) {
    warnings(sweep).forEach(System.err::println);
  }
}
