package io.cairn.server.sweep;

import io.cairn.core.study.Share;
import io.cairn.core.study.StudySpec;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A checked sweep.
 *
 * @param study what the engine decides by; its portfolio is empty, since priors are chosen later
 * @param slots evaluations that run at once on this machine
 * @param share how it stands among other sweeps on the same machines
 * @param worker what evaluates
 * @param priors what it may learn from before its first trial
 * @param canonicalJson the sweep in normal form, every default written out; {@link
 *     SweepReader#parse} reads it back. May hold secrets of the worker's environment
 * @param folder the folder of the file, against which relative paths are resolved; absolute
 */
public record Sweep(
    StudySpec study,
    int slots,
    Share share,
    WorkerSection worker,
    SweepPriors priors,
    String canonicalJson,
    Path folder) {

  /** A sweep like any other on the same machines. */
  public Sweep(
      StudySpec study,
      int slots,
      WorkerSection worker,
      SweepPriors priors,
      String canonicalJson,
      Path folder) {
    this(study, slots, Share.EQUAL, worker, priors, canonicalJson, folder);
  }

  public Sweep {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(priors, "priors");
    Objects.requireNonNull(canonicalJson, "canonicalJson");
    Objects.requireNonNull(folder, "folder");
  }

  /** Name, space and folder only: the rest may hold secrets. */
  @Override
  public String toString() {
    return "Sweep[" + study.name() + ", " + study.space() + ", " + folder + "]";
  }
}
