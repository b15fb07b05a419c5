package io.cairn.workers.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.workers.process.Programs;
import io.cairn.workers.process.Tool;
import io.cairn.workers.process.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code kubectl} of this machine, for one context and namespace.
 *
 * <p>Source: <a href="https://kubernetes.io/docs/reference/kubectl/">kubectl</a>. Templates are
 * read by it, too, so that whatever it takes is taken.
 *
 * @param start its file with the options that every call has
 */
record Kubectl(List<String> start) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration CREATE_PATIENCE = Duration.ofSeconds(60);

  static Kubectl find(KubernetesSettings settings) throws UnavailableException {
    String program = settings.kubectl().orElse("kubectl");
    Path directory = settings.process().workingDirectory();
    Path file =
        Programs.find(program, Map.of(), directory)
            .orElseThrow(
                () ->
                    new UnavailableException(
                        "the pod cannot be created: worker.kubectl "
                            + Programs.notFound(program, Map.of(), directory)));
    List<String> start = new ArrayList<>();
    start.add(file.toString());
    settings.context().ifPresent(context -> start.add("--context=" + context));
    settings.namespace().ifPresent(namespace -> start.add("--namespace=" + namespace));
    return new Kubectl(start);
  }

  List<String> words(String... words) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of(words));
    return all;
  }

  private static Tool.Result run(List<String> words, String input, Duration patience)
      throws IOException {
    return Tool.run(words, Map.of(), input, patience);
  }

  /** A manifest as JSON, whatever it is written in. */
  String read(Path manifest) throws UnavailableException {
    return created(
        words("create", "--dry-run=client", "-o", "json", "-f", manifest.toString()), "");
  }

  void create(ObjectNode pod) throws UnavailableException {
    created(words("create", "-f", "-"), pod.toString());
  }

  private static String created(List<String> words, String input) throws UnavailableException {
    try {
      Tool.Result result = run(words, input, CREATE_PATIENCE);
      if (!result.succeeded()) {
        throw new UnavailableException("the pod cannot be created: " + result.lastWords());
      }
      return result.out();
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException("the pod cannot be created: " + e.getMessage());
    }
  }

  /**
   * How a pod stands.
   *
   * @return empty if there is no such pod
   * @throws IOException if the cluster does not say
   */
  Optional<PodState> state(String name) throws IOException {
    Tool.Result result = run(words("get", "pod", name, "-o", "json"), "", PATIENCE);
    if (result.succeeded()) {
      return Optional.of(PodState.of(JSON.readTree(result.out())));
    }
    if (result.err().contains("NotFound")) {
      return Optional.empty();
    }
    throw new IOException("kubectl: " + result.lastWords());
  }

  /** How to delete a pod, be it there or not, in its own time. */
  List<String> deletion(String name) {
    return words("delete", "pod", name, "--ignore-not-found", "--wait=false");
  }

  /** Asks for a pod to be deleted; answers whether it will be. */
  boolean delete(String name) throws IOException {
    return run(deletion(name), "", PATIENCE).succeeded();
  }

  /** Deletes what an earlier attempt may have left, and waits until it is gone. */
  void deleteEarlier(String name) throws IOException {
    Tool.Result result =
        run(
            words("delete", "pod", name, "--ignore-not-found", "--timeout=50s"),
            "",
            CREATE_PATIENCE);
    if (!result.succeeded()) {
      throw new IOException("kubectl: " + result.lastWords());
    }
  }
}
