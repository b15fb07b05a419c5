package io.cairn.server.cli;

import io.cairn.server.studies.StudyIds;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn submit}. */
@Command(
    name = "submit",
    description = {
      "Hand a sweep to a cluster and come back at once.",
      "Paths in it must be good on the workers, too: relative ones are meant from the sweep file's folder."
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions plugIns;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(paramLabel = "SWEEP", description = "The sweep file (.conf, .json, .yaml).")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Id of the study. Default: its name and the time.")
  private @Nullable String id;

  @Option(names = "--watch", description = "Go on to watch it until it ends.")
  private boolean watch;

  @Override
  public Integer call() throws IOException {
    Sweep sweep = SweepArgument.read(file, Purpose.RUN, plugIns.types(global.home()));
    StoredSecrets.warn(sweep);
    String wanted = id == null ? "" : StudyIds.checked(id);
    RemoteCluster cluster = remote.cluster();
    String study = cluster.submit(sweep.canonicalJson(), sweep.folder().toString(), wanted);
    if (global.json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeStringField("study", study);
                json.writeEndObject();
              }));
    } else {
      System.out.println(study);
    }
    return watch
        ? StudyWatch.ofCluster(cluster, study, System.err, Terminal.watched())
        : ExitCode.OK;
  }
}
