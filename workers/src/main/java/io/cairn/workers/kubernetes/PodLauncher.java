package io.cairn.workers.kubernetes;

import io.cairn.workers.process.Job;
import io.cairn.workers.process.JobName;
import io.cairn.workers.process.Launch;
import io.cairn.workers.process.Launcher;
import io.cairn.workers.process.UnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Creates pods. */
final class PodLauncher implements Launcher {

  private final KubernetesSettings settings;
  private final Manifest manifest;

  PodLauncher(KubernetesSettings settings) {
    this.settings = settings;
    this.manifest = new Manifest(settings);
  }

  @Override
  public Job start(Launch launch) throws IOException {
    Optional<String> unseen = manifest.unseen(launch.evaluation());
    if (unseen.isPresent()) {
      throw new UnavailableException(unseen.get());
    }
    Kubectl kubectl = Kubectl.find(settings);
    String name = JobName.of(launch.evaluation());
    launch.record(kubectl.deletion(name));
    try {
      String template =
          settings.template().isPresent() ? kubectl.read(settings.template().get()) : "";
      kubectl.deleteEarlier(name);
      kubectl.create(manifest.of(name, launch, template));
      return new PodJob(kubectl, name, launch, settings.poll());
    } catch (IOException e) {
      abandon(kubectl, name, launch);
      throw e instanceof UnavailableException
          ? e
          : new UnavailableException("the pod cannot be created: " + e.getMessage());
    }
  }

  /** The cluster may have created it all the same, and only its answer be late. */
  private static void abandon(Kubectl kubectl, String name, Launch launch) throws IOException {
    try {
      if (kubectl.delete(name)) {
        launch.forget();
      }
    } catch (IOException e) {
      // The record stays for the next start.
      return;
    }
  }
}
