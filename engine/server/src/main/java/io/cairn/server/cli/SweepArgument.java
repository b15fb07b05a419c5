package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.SweepProblems;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A sweep file given on the command line. */
final class SweepArgument {

  private SweepArgument() {}

  /**
   * Reads it for a purpose that does not look at its worker.
   *
   * @throws CairnException with every mistake in it
   */
  static Sweep read(Path file, Purpose purpose) {
    return read(file, purpose, WorkerTypes.builtIn());
  }

  /**
   * Reads it.
   *
   * @param types the kinds of worker that there are
   * @throws CairnException with every mistake in it
   */
  static Sweep read(Path file, Purpose purpose, WorkerTypes types) {
    try {
      return SweepReader.read(file, purpose, types);
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    }
  }

  /**
   * Evaluations at once on this machine.
   *
   * @param asked on the command line; null leaves it to the sweep
   * @throws CairnException if there can be none
   */
  static int slots(Sweep sweep, @Nullable Integer asked) {
    if (sweep.worker() instanceof WorkerSection.Configured worker
        && WorkerTypes.builtIn().find(worker.type()).filter(type -> !type.runsHere()).isPresent()) {
      throw CairnException.invalid(
          "worker.type = "
              + worker.type()
              + " is run by workers of a server, and not by this machine's own slots: hand the sweep in"
              + " with `cairn submit`, and see docs/worker-protocol.md for the workers");
    }
    int slots = asked == null ? sweep.slots() : asked;
    if (slots < 1) {
      throw CairnException.invalid("--slots = " + slots + " must be at least 1");
    }
    return slots;
  }
}
