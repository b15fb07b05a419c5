package com.example.curve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The state of a trial's training in its checkpoint folder.
 *
 * @param passes after which it was taken
 */
record Checkpoint(long passes, double[] weights) {

  private static final String NAME = "weights";

  /** What lies in the folder; empty if that is nothing, or nothing that can be used. */
  static Optional<Checkpoint> read(Path folder, int weights) {
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(folder.resolve(NAME)))) {
      long passes = in.readLong();
      double[] read = new double[in.readInt() == weights ? weights : 0];
      for (int i = 0; i < read.length; i++) {
        read[i] = in.readDouble();
      }
      return read.length == weights ? Optional.of(new Checkpoint(passes, read)) : Optional.empty();
    } catch (IOException e) {
      // Starting anew costs time; failing would cost the trial.
      return Optional.empty();
    }
  }

  /** Writes it so that a process that is killed meanwhile leaves the one before. */
  void write(Path folder) throws IOException {
    Path next = folder.resolve(NAME + ".next");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(next))) {
      out.writeLong(passes);
      out.writeInt(weights.length);
      for (double weight : weights) {
        out.writeDouble(weight);
      }
    }
    Files.move(
        next,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
