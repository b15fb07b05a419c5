package io.cairn.workers.slurm;

import io.cairn.workers.process.Job;
import io.cairn.workers.process.JobName;
import io.cairn.workers.process.Launch;
import io.cairn.workers.process.Launcher;
import io.cairn.workers.process.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Submits jobs to Slurm. */
final class SlurmLauncher implements Launcher {

  /** The command is its arguments, so that no shell reads the command. */
  private static final String SCRIPT = "#!/bin/sh\nexec \"$@\"\n";

  private final SlurmSettings settings;

  SlurmLauncher(SlurmSettings settings) {
    this.settings = settings;
  }

  @Override
  public Job start(Launch launch) throws IOException {
    launch.requireVariables();
    Slurm slurm = Slurm.find(settings.tools(), settings.process().workingDirectory());
    String name = JobName.of(launch.evaluation());
    Path scratch = launch.evaluation().scratch().toAbsolutePath().normalize();
    Path out = scratch.resolve("slurm-stdout");
    Path err = scratch.resolve("slurm-stderr");
    Path script = settings.template().orElse(scratch.resolve("slurm-script"));
    if (settings.template().isEmpty()) {
      Files.writeString(script, SCRIPT);
    }
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
    Map<String, String> variables = new LinkedHashMap<>(launch.variables());
    variables.putAll(settings.process().environment());
    List<String> options = options(launch, name, out, err);
    options.add(script.toString());
    options.addAll(launch.words());
    launch.record(slurm.cancellation(name));
    try {
      slurm.cancelNamed(name);
      String number = slurm.submit(options, variables);
      return new SlurmJob(slurm, number, launch, out, err, settings.poll());
    } catch (IOException e) {
      abandon(slurm, name, launch);
      throw e instanceof UnavailableException
          ? e
          : new UnavailableException("the job cannot be submitted: " + e.getMessage());
    }
  }

  /** Slurm may have taken a job all the same, and only its answer be late. */
  private static void abandon(Slurm slurm, String name, Launch launch) throws IOException {
    try {
      slurm.cancelNamed(name);
    } catch (IOException e) {
      // What cannot be submitted cannot be cancelled either; the record stays for the next start.
      return;
    }
    launch.forget();
  }

  private List<String> options(Launch launch, String name, Path out, Path err) {
    List<String> options = new ArrayList<>();
    options.add("--parsable");
    options.add("--job-name=" + name);
    options.add("--comment=cairn study " + JobName.slug(launch.evaluation().study()));
    options.add("--output=" + literally(out));
    options.add("--error=" + literally(err));
    options.add("--chdir=" + settings.process().workingDirectory());
    // What Slurm takes away is for Cairn to start again, from the last checkpoint.
    options.add("--no-requeue");
    options.add("--dependency=singleton");
    options.add("--export=ALL");
    settings.resources().forEach((option, value) -> options.add(option + "=" + value));
    settings
        .time()
        .or(() -> launch.evaluation().timeLimit().map(limit -> limit.plus(grace())))
        .ifPresent(time -> options.add("--time=" + minutes(time)));
    options.addAll(settings.options());
    return options;
  }

  private Duration grace() {
    return settings.process().grace();
  }

  private static long minutes(Duration time) {
    return Math.max(1, time.plusSeconds(59).toMinutes());
  }

  /** Names of output files are patterns. */
  private static String literally(Path file) {
    return file.toString().replace("%", "%%");
  }
}
