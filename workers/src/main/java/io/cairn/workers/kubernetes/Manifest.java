package io.cairn.workers.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.workers.process.JobName;
import io.cairn.workers.process.Launch;
import io.cairn.workers.process.UnavailableException;
import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Descriptions of pods.
 *
 * <p>Source: <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/">Pod v1</a>.
 */
final class Manifest {

  /** Name of the command's container where there is no template. */
  private static final String CONTAINER = "evaluation";

  private static final String VOLUME = "cairn-files";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> FILES =
      Set.of("CAIRN_PARAMS_FILE", "CAIRN_RESULTS_FILE", "CAIRN_CHECKPOINT_DIR");

  private final KubernetesSettings settings;

  Manifest(KubernetesSettings settings) {
    this.settings = settings;
  }

  /**
   * The pod of an evaluation.
   *
   * @param template a pod to start from, as JSON; empty for none
   * @throws UnavailableException if the template is no pod
   */
  ObjectNode of(String name, Launch launch, String template) throws IOException {
    ObjectNode pod = template.isEmpty() ? JSON.createObjectNode() : parse(template);
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.withObject("/metadata");
    metadata.put("name", name);
    ObjectNode labels = metadata.withObject("/labels");
    settings.labels().forEach(labels::put);
    label(labels, launch.evaluation());
    ObjectNode spec = pod.withObject("/spec");
    spec.put("restartPolicy", "Never");
    launch
        .evaluation()
        .timeLimit()
        .map(limit -> limit.plus(settings.process().grace()))
        .ifPresent(limit -> spec.put("activeDeadlineSeconds", Math.max(1, limit.toSeconds())));
    spec.put("terminationGracePeriodSeconds", Math.max(1, settings.process().grace().toSeconds()));
    settings.serviceAccount().ifPresent(account -> spec.put("serviceAccountName", account));
    ObjectNode selector = spec.withObject("/nodeSelector");
    settings.nodeSelector().forEach(selector::put);
    container(spec, launch);
    return pod;
  }

  private static ObjectNode parse(String template) throws UnavailableException {
    try {
      JsonNode node = JSON.readTree(template);
      if (node instanceof ObjectNode pod && pod.path("kind").asText().equals("Pod")) {
        pod.remove("status");
        return pod;
      }
    } catch (IOException e) {
      throw new UnavailableException(
          "the pod cannot be created: kubectl read worker.template as what is no JSON");
    }
    throw new UnavailableException(
        "the pod cannot be created: worker.template must describe one object of kind Pod");
  }

  private static void label(ObjectNode labels, Evaluation evaluation) {
    labels.put("app.kubernetes.io/managed-by", "cairn");
    labels.put("cairn/study", JobName.slug(evaluation.study()));
    labels.put("cairn/evaluation", JobName.slug(evaluation.id()));
    labels.put("cairn/trial", Integer.toString(evaluation.trial()));
    labels.put("cairn/attempt", Integer.toString(evaluation.attempt()));
  }

  /** The first container is the command's. */
  private void container(ObjectNode spec, Launch launch) throws UnavailableException {
    ArrayNode containers = spec.withArray("/containers");
    ObjectNode container =
        containers.isEmpty() ? containers.addObject() : (ObjectNode) containers.get(0);
    if (!container.has("name")) {
      container.put("name", CONTAINER);
    }
    settings.image().ifPresent(image -> container.put("image", image));
    if (!container.has("image")) {
      throw new UnavailableException(
          "the pod cannot be created: the first container of worker.template has no image; name it"
              + " there or under worker.image");
    }
    ArrayNode command = container.putArray("command");
    // Kubernetes replaces $(NAME) in commands; two dollars are one.
    launch.words().forEach(word -> command.add(word.replace("$(", "$$(")));
    container.remove("args");
    ArrayNode variables = container.withArray("/env");
    variables(launch)
        .forEach(
            (name, value) ->
                variables.addObject().put("name", name).put("value", value.replace("$(", "$$(")));
    ArrayNode from = container.withArray("/envFrom");
    settings
        .secrets()
        .forEach(secret -> from.addObject().withObject("/secretRef").put("name", secret));
    settings
        .resources()
        .forEach(
            (resource, amount) -> {
              // A name holds a slash, which a pointer would take for a step.
              ObjectNode resources = container.withObject("/resources");
              resources.withObject("/requests").put(resource, amount);
              resources.withObject("/limits").put(resource, amount);
            });
    settings.volume().ifPresent(volume -> mount(spec, container, volume));
  }

  private static void mount(
      ObjectNode spec, ObjectNode container, KubernetesSettings.Volume volume) {
    ObjectNode declared = spec.withArray("/volumes").addObject().put("name", VOLUME);
    declared.withObject("/persistentVolumeClaim").put("claimName", volume.claim());
    container
        .withArray("/volumeMounts")
        .addObject()
        .put("name", VOLUME)
        .put("mountPath", volume.folder().toString());
  }

  private Map<String, String> variables(Launch launch) {
    Map<String, String> variables = new LinkedHashMap<>(launch.variables());
    if (settings.volume().isEmpty()) {
      variables.keySet().removeAll(FILES);
    }
    variables.putAll(settings.process().environment());
    return variables;
  }

  /** The folders of an evaluation that its pod would not see; empty if there is no such. */
  Optional<String> unseen(Evaluation evaluation) {
    return settings
        .volume()
        .filter(
            volume ->
                !volume.holds(evaluation.scratch())
                    || !evaluation.checkpoints().map(volume::holds).orElse(true))
        .map(
            volume ->
                "the pod cannot be created: this worker's folders (%s) are not below %s, where worker.volume is mounted; start the worker with --home below it"
                    .formatted(evaluation.scratch(), volume.folder()));
  }
}
