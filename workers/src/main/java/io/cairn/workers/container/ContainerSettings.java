package io.cairn.workers.container;

import io.cairn.workers.process.ProcessSettings;
import java.util.List;
import java.util.Optional;

/**
 * Checked settings of a container worker.
 *
 * @param process what it shares with the process worker
 * @param image name of the image
 * @param runtime {@code docker}, {@code podman} or the path of such a program; absent: the first of
 *     the two that is on PATH
 * @param entrypoint program in place of the image's
 * @param workingDirectory absolute path inside; absent: the image's
 * @param mounts what the container sees besides its scratch and checkpoint folders
 * @param network {@code none} (default), or whatever the engine takes
 * @param user user, or user and group, inside; absent: see {@link Engine#user}
 * @param cpus processors, above 0
 * @param memory most memory as the engine writes it, for example {@code 8g}
 * @param gpus {@code all}, or ids of devices; empty: none
 * @param pull {@code missing}, {@code always} or {@code never}
 * @param init whether a first process of the engine's passes signals on and reaps; without it a
 *     program that is process 1 ignores SIGTERM unless it handles it
 * @param options further options of {@code run}
 */
record ContainerSettings(
    ProcessSettings process,
    String image,
    Optional<String> runtime,
    Optional<String> entrypoint,
    Optional<String> workingDirectory,
    List<Mount> mounts,
    String network,
    Optional<String> user,
    Optional<String> cpus,
    Optional<String> memory,
    List<String> gpus,
    String pull,
    boolean init,
    List<String> options) {

  ContainerSettings {
    mounts = List.copyOf(mounts);
    gpus = List.copyOf(gpus);
    options = List.copyOf(options);
  }
}
