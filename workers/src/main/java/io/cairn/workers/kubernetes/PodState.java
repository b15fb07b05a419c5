package io.cairn.workers.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a pod stands.
 *
 * <p>Sources: <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 * lifecycle</a> (phases, container states), <a
 * href="https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions">pod
 * disruption conditions</a> (DisruptionTarget), <a
 * href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination">termination
 * of pods</a> (deletionTimestamp: somebody deletes it, its containers are asked to end), <a
 * href="https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/">node-pressure
 * eviction</a> (reason Evicted).
 *
 * @param phase Pending, Running, Succeeded, Failed or Unknown
 * @param reason of the pod, or of its container that waits or has ended; maybe empty
 * @param message for a person; maybe empty
 * @param disrupted whether the cluster or somebody took the pod away
 * @param waiting whether the container waits to start
 * @param exitCode of the container; absent as long as it has not ended
 */
record PodState(
    String phase,
    String reason,
    String message,
    boolean disrupted,
    boolean waiting,
    OptionalInt exitCode) {

  private static final String DELETED = "Deleted";

  /** The pod is not there any more. */
  static final PodState GONE =
      new PodState("Failed", DELETED, "", true, false, OptionalInt.empty());

  /** It is not known yet. */
  static final PodState NEW = new PodState("Pending", "", "", false, true, OptionalInt.empty());

  /** Reasons of the kubelet and the scheduler for ending a pod that did nothing wrong. */
  private static final Set<String> TAKEN =
      Set.of(
          "Evicted",
          "NodeLost",
          "NodeShutdown",
          "Shutdown",
          "Terminated",
          "Preempting",
          "NodeAffinity",
          "UnexpectedAdmissionError",
          "OutOfcpu",
          "OutOfmemory",
          "OutOfpods");

  /** What a container says that has ended, for whatever reason, or none at all. */
  private static final Set<String> UNSPECIFIC = Set.of("", "Error", "Completed");

  /** Reasons for which a container will not start however long one waits. */
  private static final Set<String> STUCK =
      Set.of(
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "CreateContainerConfigError",
          "CreateContainerError");

  /** Reads the answer of {@code kubectl get pod -o json}. */
  static PodState of(JsonNode pod) {
    JsonNode status = pod.path("status");
    JsonNode container = container(pod);
    JsonNode waiting = container.path("state").path("waiting");
    JsonNode ended = container.path("state").path("terminated");
    JsonNode told = ended.isObject() ? ended : container.isObject() ? waiting : scheduling(status);
    boolean ofPod = status.hasNonNull("reason");
    boolean deleting = pod.path("metadata").hasNonNull("deletionTimestamp");
    String reason = (ofPod ? status : told).path("reason").asText("");
    return new PodState(
        status.path("phase").asText("Pending"),
        deleting && UNSPECIFIC.contains(reason) ? DELETED : reason,
        (ofPod ? status : told).path("message").asText(""),
        deleting || isDisrupted(status),
        waiting.isObject() || (!container.isObject() && !ended.isObject()),
        ended.path("exitCode").isInt()
            ? OptionalInt.of(ended.path("exitCode").asInt())
            : OptionalInt.empty());
  }

  private static JsonNode container(JsonNode pod) {
    String name = pod.path("spec").path("containers").path(0).path("name").asText();
    for (JsonNode status : pod.path("status").path("containerStatuses")) {
      if (status.path("name").asText().equals(name)) {
        return status;
      }
    }
    return pod.path("status").path("containerStatuses").path(0);
  }

  /** Why a pod has no node yet: {@code Unschedulable}, with the scheduler's words. */
  private static JsonNode scheduling(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")
          && condition.path("status").asText().equals("False")) {
        return condition;
      }
    }
    return status.path("absent");
  }

  private static boolean isDisrupted(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("DisruptionTarget")
          && condition.path("status").asText().equals("True")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the command has ended, or never will start. */
  boolean hasEnded() {
    return exitCode.isPresent()
        || phase.equals("Succeeded")
        || phase.equals("Failed")
        || STUCK.contains(reason);
  }

  /** Whether the command waits to start. */
  boolean isWaiting() {
    return !hasEnded() && waiting;
  }

  /** What an exit code alone would not say. */
  Optional<Failed> trouble() {
    if (exitCode.isPresent() && exitCode.getAsInt() == 0) {
      return Optional.empty();
    }
    if (reason.equals("DeadlineExceeded")) {
      return failed(Kind.TIME_LIMIT, "Kubernetes ended the pod because its time was over");
    }
    if (reason.equals("OOMKilled")) {
      return failed(
          Kind.ERROR, "the command was killed because it used more memory than worker.memory");
    }
    if (disrupted || TAKEN.contains(reason)) {
      return failed(Kind.UNAVAILABLE, "Kubernetes took the pod away: " + words());
    }
    if (STUCK.contains(reason)) {
      return failed(Kind.UNAVAILABLE, "the pod cannot start: " + words());
    }
    return exitCode.isPresent()
        ? Optional.empty()
        : phase.equals("Succeeded")
            ? Optional.empty()
            : failed(Kind.ERROR, "the pod failed: " + words());
  }

  private static Optional<Failed> failed(Kind kind, String message) {
    return Optional.of(new Failed(kind, message));
  }

  /** {@code Pending (Unschedulable: 0/3 nodes are available)}. */
  String words() {
    String detail = message.isEmpty() ? reason : reason + ": " + message.strip();
    return detail.isEmpty() ? phase : phase + " (" + detail + ")";
  }
}
