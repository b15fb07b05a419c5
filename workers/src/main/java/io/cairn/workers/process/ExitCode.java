package io.cairn.workers.process;

import java.util.Map;

/** Puts exit codes into words. */
final class ExitCode {

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP",
          2, "SIGINT",
          3, "SIGQUIT",
          4, "SIGILL, an instruction that this processor does not have",
          6, "SIGABRT, a failed assertion or the like",
          8, "SIGFPE",
          9, "SIGKILL, often sent by the system when memory runs out",
          11, "SIGSEGV, a crash in native code",
          15, "SIGTERM");

  private ExitCode() {}

  /**
   * Says how a command ended, {@code exit code 137 (SIGKILL, ...)}. By the convention of shells and
   * of the JDK, codes above 128 are signals.
   */
  static String describe(int code) {
    String text = "exit code " + code;
    if (code == 126) {
      return text + " (a program was found but could not be run)";
    }
    if (code == 127) {
      return text + " (a program was not found)";
    }
    if (code > 128 && code < 128 + 65) {
      return text + " (" + SIGNALS.getOrDefault(code - 128, "signal " + (code - 128)) + ")";
    }
    return text;
  }
}
