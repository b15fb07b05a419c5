package io.cairn.workers.slurm;

import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A state of a job, in Slurm's words.
 *
 * <p>Source: "JOB STATE CODES" of <a href="https://slurm.schedmd.com/squeue.html">squeue(1)</a> and
 * <a href="https://slurm.schedmd.com/sacct.html">sacct(1)</a>.
 *
 * @param word for example {@code RUNNING}
 * @param reason why it waits or has ended, for example {@code Resources}; maybe empty
 * @param exitCode as of a shell, above 128 for signals; absent where Slurm has not said
 */
record JobState(String word, String reason, OptionalInt exitCode) {

  private static final Set<String> WAITING =
      Set.of(
          "PENDING",
          "CONFIGURING",
          "REQUEUED",
          "REQUEUE_HOLD",
          "REQUEUE_FED",
          "RESV_DEL_HOLD",
          "SPECIAL_EXIT",
          "SUSPENDED");

  private static final Set<String> LOST =
      Set.of("NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "REVOKED", "LAUNCH_FAILED", "RECONFIG_FAIL");

  private static final Set<String> LATE = Set.of("TIMEOUT", "DEADLINE");

  private static final Set<String> OTHER_ENDS =
      Set.of("COMPLETED", "FAILED", "CANCELLED", "OUT_OF_MEMORY");

  /**
   * Reads a state as the tools print it: {@code CANCELLED by 1000}, {@code CANCELLED+}.
   *
   * @param exitCode as {@code sacct} prints it, {@code code:signal}; empty if not known
   */
  static JobState of(String state, String reason, String exitCode) {
    String word = state.strip().toUpperCase(Locale.ROOT).split("[ +]", 2)[0];
    String why = reason.strip();
    return new JobState(
        word, why.equals("None") || why.equals("(null)") ? "" : why, code(exitCode.strip()));
  }

  private static OptionalInt code(String text) {
    String[] parts = text.split(":", -1);
    try {
      int code = Integer.parseInt(parts[0]);
      int signal = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return OptionalInt.of(code == 0 && signal != 0 ? 128 + signal : code);
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  boolean isWaiting() {
    return WAITING.contains(word);
  }

  boolean hasEnded() {
    return LOST.contains(word) || LATE.contains(word) || OTHER_ENDS.contains(word);
  }

  /** What an exit code alone would not say of a job that has ended. */
  Optional<Failed> trouble() {
    if (LOST.contains(word)) {
      return failed(Kind.UNAVAILABLE, "Slurm took the job off its node: " + words());
    }
    if (LATE.contains(word)) {
      return failed(Kind.TIME_LIMIT, "Slurm ended the job because its time was over: " + words());
    }
    return switch (word) {
      case "OUT_OF_MEMORY" ->
          failed(
              Kind.ERROR,
              "the job was killed because it used more memory than worker.memory or its partition"
                  + " allow: "
                  + words());
      case "CANCELLED" ->
          failed(Kind.ERROR, "somebody else cancelled the job in Slurm: " + words());
      case "FAILED" ->
          exitCode.isPresent() && exitCode.getAsInt() != 0
              ? Optional.empty()
              : failed(
                  Kind.ERROR,
                  "the job failed; Slurm does not say with which exit code: " + words());
      default -> Optional.empty();
    };
  }

  private static Optional<Failed> failed(Kind kind, String message) {
    return Optional.of(new Failed(kind, message));
  }

  /** {@code PENDING (Resources)}. */
  String words() {
    return reason.isEmpty() ? word : word + " (" + reason + ")";
  }
}
