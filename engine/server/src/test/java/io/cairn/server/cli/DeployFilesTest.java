package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cairn.server.cli.DeployFiles.Part;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.cluster.WorkerProcess;
import io.cairn.server.http.HttpDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What must stay true of config/deploy when the program changes. */
class DeployFilesTest {

  private static final int WORKER_PORT = 7356;

  @TempDir static Path temporary;

  /** The kinds that are used, and the version of each that Kubernetes serves. */
  private static final Map<String, String> VERSIONS =
      Map.ofEntries(
          Map.entry("Namespace", "v1"),
          Map.entry("Service", "v1"),
          Map.entry("ServiceAccount", "v1"),
          Map.entry("StatefulSet", "apps/v1"),
          Map.entry("Deployment", "apps/v1"),
          Map.entry("PodDisruptionBudget", "policy/v1"),
          Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
          Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
          Map.entry("Issuer", "cert-manager.io/v1"),
          Map.entry("Certificate", "cert-manager.io/v1"),
          Map.entry("Kustomization", "kustomize.config.k8s.io/v1beta1"));

  private static Part pod(Part workload) {
    return workload.at("spec", "template", "spec");
  }

  private static Part container(Part workload) {
    return pod(workload).at("containers", 0);
  }

  /** The options as Kubernetes fills them in. */
  private static List<String> arguments(Part workload) {
    return container(workload).at("args").texts().stream()
        .map(argument -> argument.replace("$(POD_IP)", "10.0.0.1").replaceAll("\\$\\(\\w+\\)", "x"))
        .toList();
  }

  private static Optional<String> option(List<String> arguments, String name) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst();
  }

  private static int defaultPort(String command, String option) {
    String value =
        Main.commandLine()
            .getSubcommands()
            .get(command)
            .getCommandSpec()
            .findOption(option)
            .defaultValue();
    return NodeAddress.parse(value).port();
  }

  /** Of the project; the program knows it only as a jar. */
  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>cairn</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("../../pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static Duration longestDrain(int graceSeconds) {
    return WorkerProcess.longestDrain(Duration.ofSeconds(graceSeconds), WorkerCommand.STOPPING);
  }

  /** Whether a command line is one; nothing is run. */
  private static void assertThatItParses(List<String> arguments) {
    assertThatCode(() -> Main.commandLine().parseArgs(arguments.toArray(String[]::new)))
        .as(String.join(" ", arguments))
        .doesNotThrowAnyException();
  }

  // ---- Kubernetes ------------------------------------------------------------------------------

  @Test
  void manifests_areOfKnownKindsAndNamed() throws IOException {
    assertThat(DeployFiles.manifests()).hasSizeGreaterThan(15);
    for (Part part : DeployFiles.manifests()) {
      assertThat(part.at("apiVersion").text()).as(part.kind()).isEqualTo(VERSIONS.get(part.kind()));
      if (!part.kind().equals("Kustomization")) {
        assertThat(part.name()).matches("[a-z][a-z0-9-]{1,61}");
        assertThat(part.at("spec").isThere() || part.kind().matches("Namespace|ServiceAccount"))
            .as(part.name())
            .isTrue();
      }
    }
  }

  @Test
  void kustomizations_nameFilesThatAreThere() throws IOException {
    for (Path file : DeployFiles.files(DeployFiles.ROOT, "kustomization.yaml")) {
      Part resources = new Part(DeployFiles.yaml().load(Files.readString(file))).at("resources");
      assertThat(resources.texts()).isNotEmpty();
      resources.texts().forEach(name -> assertThat(file.resolveSibling(name)).exists());
    }
  }

  @Test
  void selectors_findTheirPods() throws IOException {
    List<Map<String, String>> pods = new ArrayList<>();
    for (Part workload : DeployFiles.workloads()) {
      Map<String, String> labels = workload.at("spec", "template", "metadata", "labels").map();
      assertThat(labels).containsAllEntriesOf(workload.at("spec", "selector", "matchLabels").map());
      pods.add(labels);
    }
    for (Part part : DeployFiles.manifests()) {
      Map<String, String> wanted =
          switch (part.kind()) {
            case "Service" -> part.at("spec", "selector").map();
            case "PodDisruptionBudget" -> part.at("spec", "selector", "matchLabels").map();
            case "NetworkPolicy" -> part.at("spec", "podSelector", "matchLabels").map();
            default -> Map.of();
          };
      assertThat(pods)
          .as(part.kind() + " " + part.name())
          .anyMatch(labels -> labels.entrySet().containsAll(wanted.entrySet()));
    }
  }

  @Test
  void options_areThoseOfTheCommands() throws IOException {
    for (Part workload : DeployFiles.workloads()) {
      assertThatItParses(arguments(workload));
    }
  }

  @Test
  void ports_areTheProgramsDefaults() throws IOException {
    int cluster = defaultPort("server", "--listen");
    int http = defaultPort("server", "--http");
    Part coordinators = DeployFiles.manifest("StatefulSet", "cairn-coordinator");
    List<String> server = arguments(coordinators);
    assertThat(option(server, "--listen")).get().asString().endsWith(":" + cluster);
    assertThat(option(server, "--bind")).contains("0.0.0.0:" + cluster);
    assertThat(option(server, "--http")).contains("0.0.0.0:" + http);
    assertThat(container(coordinators).at("ports").called("cluster").at("containerPort").number())
        .isEqualTo(cluster);
    assertThat(container(coordinators).at("ports").called("https").at("containerPort").number())
        .isEqualTo(http);
    assertThat(DeployFiles.manifest("Service", "cairn-coordinators").at("spec", "ports", 0, "port"))
        .isEqualTo(new Part(cluster));
    assertThat(DeployFiles.manifest("Service", "cairn").at("spec", "ports", 0, "port"))
        .isEqualTo(new Part(http));
    for (Part workers : DeployFiles.workloads()) {
      if (workers.kind().equals("Deployment")) {
        assertThat(option(arguments(workers), "--listen")).contains("10.0.0.1:" + WORKER_PORT);
        assertThat(container(workers).at("ports").called("cluster").at("containerPort").number())
            .isEqualTo(WORKER_PORT);
      }
    }
    String policies = Files.readString(DeployFiles.ROOT.resolve("kubernetes/base/network.yaml"));
    for (int port : List.of(cluster, http, WORKER_PORT)) {
      assertThat(policies).contains("- port: " + port);
    }
  }

  @Test
  void coordinators_areJoinedByTheirStableNames() throws IOException {
    Part coordinators = DeployFiles.manifest("StatefulSet", "cairn-coordinator");
    String service = coordinators.at("spec", "serviceName").text();
    assertThat(DeployFiles.manifest("Service", service).at("spec", "clusterIP").text())
        .isEqualTo("None");
    int replicas = coordinators.at("spec", "replicas").number();
    for (Part workload : DeployFiles.workloads()) {
      List<String> joined = List.of(option(arguments(workload), "--join").orElseThrow().split(","));
      assertThat(joined).hasSize(replicas);
      for (int i = 0; i < replicas; i++) {
        assertThat(joined.get(i))
            .isEqualTo(
                coordinators.name()
                    + "-"
                    + i
                    + "."
                    + service
                    + ".x.svc.cluster.local:"
                    + defaultPort("server", "--listen"));
      }
    }
  }

  @Test
  void probes_askWhatTheDoorAnswers() throws IOException {
    Part container = container(DeployFiles.manifest("StatefulSet", "cairn-coordinator"));
    for (String probe : List.of("livenessProbe", "startupProbe")) {
      assertThat(container.at(probe, "httpGet", "path").text()).isEqualTo(HttpDoor.LIVE);
    }
    assertThat(container.at("readinessProbe", "httpGet", "path").text()).isEqualTo(HttpDoor.READY);
    assertThat(container.at("readinessProbe", "httpGet", "scheme").text()).isEqualTo("HTTPS");
  }

  @Test
  void autoscaler_asksForTheMetricThatThereIs() throws IOException {
    Part scaler = DeployFiles.manifest("HorizontalPodAutoscaler", "cairn-worker");
    Part metric = scaler.at("spec", "metrics", 0, "external");
    assertThat(metric.at("metric", "name").text()).isEqualTo(HttpDoor.DEMANDED_SLOTS);
    Part workers =
        DeployFiles.manifest(
            scaler.at("spec", "scaleTargetRef", "kind").text(),
            scaler.at("spec", "scaleTargetRef", "name").text());
    assertThat(metric.at("target", "averageValue").text())
        .isEqualTo(option(arguments(workers), "--slots").orElseThrow());
    assertThat(workers.at("spec", "replicas").isThere()).as("two say how many").isFalse();
    assertThat(scaler.at("spec", "behavior", "scaleDown", "stabilizationWindowSeconds").number())
        .isGreaterThanOrEqualTo(
            Integer.parseInt(option(arguments(workers), "--drain-grace").orElseThrow()));
    for (String file : List.of("values.yaml", "scrape.yaml")) {
      String text =
          Files.readString(DeployFiles.ROOT.resolve("kubernetes/prometheus-adapter/" + file));
      assertThat(text)
          .contains(file.equals("values.yaml") ? HttpDoor.DEMANDED_SLOTS : HttpDoor.METRICS);
    }
  }

  @Test
  void gracePeriods_areLongerThanADrain() throws IOException {
    for (Part workload : DeployFiles.workloads()) {
      Duration longest =
          option(arguments(workload), "--drain-grace")
              .map(grace -> longestDrain(Integer.parseInt(grace)))
              .orElse(ServerNode.LONGEST_LEAVE);
      assertThat(pod(workload).at("terminationGracePeriodSeconds").number())
          .as(workload.name())
          .isGreaterThan((int) longest.toSeconds());
    }
  }

  @Test
  void pods_mayDoNoMoreThanTheyNeed() throws IOException {
    for (Part workload : DeployFiles.workloads()) {
      Part pod = pod(workload).at("securityContext");
      assertThat(pod.at("runAsNonRoot")).isEqualTo(new Part(true));
      assertThat(pod.at("runAsUser").number()).isGreaterThan(0);
      assertThat(pod.at("seccompProfile", "type").text()).isEqualTo("RuntimeDefault");
      assertThat(pod(workload).at("automountServiceAccountToken")).isEqualTo(new Part(false));
      Part own = container(workload).at("securityContext");
      assertThat(own.at("allowPrivilegeEscalation")).isEqualTo(new Part(false));
      assertThat(own.at("readOnlyRootFilesystem")).isEqualTo(new Part(true));
      assertThat(own.at("capabilities", "drop").texts()).containsExactly("ALL");
    }
  }

  @Test
  void secrets_areFilesAndNeverOptions() throws IOException {
    for (Part workload : DeployFiles.workloads()) {
      Part tls = pod(workload).at("volumes").called("tls").at("secret");
      assertThat(tls.at("items").parts().stream().map(item -> item.at("path").text()))
          .containsExactlyInAnyOrder("ca.pem", "node.pem", "node-key.pem");
      assertThat(tls.at("defaultMode").number()).isEqualTo(0440);
      assertThat(container(workload).at("env").parts().stream().map(env -> env.at("name").text()))
          .noneMatch(name -> name.matches(".*(TOKEN|PASSWORD)"));
      String folder = option(arguments(workload), "--tls").orElseThrow();
      assertThat(container(workload).at("volumeMounts").called("tls").at("mountPath").text())
          .isEqualTo(folder);
    }
    for (Part part : DeployFiles.manifests()) {
      if (part.kind().equals("Certificate") && !part.at("spec", "isCA").isThere()) {
        assertThat(part.at("spec", "privateKey", "encoding").text()).isEqualTo("PKCS8");
        assertThat(part.at("spec", "usages").texts()).contains("server auth", "client auth");
      }
    }
  }

  @Test
  void documentedPatch_replacesTheOptionOfCheckpoints() throws IOException {
    String text = Files.readString(Path.of("../../docs/deploy.md"));
    Map<String, String> patched = Map.of("cpu", "/args/(\\d+), value", "gpu", "`args/(\\d+)`");
    for (Part workload : DeployFiles.workloads()) {
      String kind = workload.at("metadata", "labels", "cairn.io/workers").text();
      if (patched.containsKey(kind)) {
        Matcher index = Pattern.compile(patched.get(kind)).matcher(text);
        assertThat(index.find()).as(kind).isTrue();
        assertThat(arguments(workload).get(Integer.parseInt(index.group(1))))
            .startsWith("--checkpoints=");
      }
    }
    assertThatItParses(List.of("worker", "--join=a:1", "--checkpoints=s3://trials/cairn"));
  }

  // ---- container -------------------------------------------------------------------------------

  @Test
  void container_runsCairnItselfAndNotAsRoot() throws IOException {
    List<String> lines = DeployFiles.lines("container/Containerfile");
    List<String> bases =
        lines.stream().filter(line -> line.startsWith("FROM ")).map(l -> l.split(" ")[1]).toList();
    assertThat(bases).hasSize(2).allMatch(base -> base.matches(".+:[0-9].*"));
    assertThat(bases.get(1)).contains("17-jre");
    List<String> last =
        lines.subList(lines.lastIndexOf("FROM " + bases.get(1)), lines.size()).stream().toList();
    assertThat(last).anyMatch(line -> line.matches("USER [1-9]\\d*:[1-9]\\d*"));
    assertThat(last).noneMatch(line -> line.startsWith("ADD ") || line.contains(" mvn "));
    // As a list, so that no shell stands between the signal and the program.
    String entry = last.stream().filter(l -> l.startsWith("ENTRYPOINT ")).findFirst().orElseThrow();
    List<String> words = new Part(DeployFiles.yaml().load(entry.substring(11))).texts();
    assertThat(words).startsWith("/usr/bin/tini", "--", "java").endsWith(Main.class.getName());
    assertThat(String.join("\n", lines)).contains("cairn-engine-server-" + version() + ".jar");
    String exposed = last.stream().filter(l -> l.startsWith("EXPOSE ")).findFirst().orElseThrow();
    assertThat(exposed.split(" "))
        .contains(
            String.valueOf(defaultPort("server", "--listen")),
            String.valueOf(defaultPort("server", "--http")),
            String.valueOf(WORKER_PORT));
    for (Part workload : DeployFiles.workloads()) {
      assertThat(last)
          .contains(
              "USER "
                  + pod(workload).at("securityContext", "runAsUser").text()
                  + ":"
                  + pod(workload).at("securityContext", "runAsGroup").text());
      assertThat(container(workload).at("image").text()).isEqualTo("cairn:" + version());
    }
  }

  // ---- systemd ---------------------------------------------------------------------------------

  private static List<String> unitArguments(String unit, String example, String variable)
      throws IOException {
    String line = DeployFiles.setting("systemd/" + unit, "ExecStart");
    String command = line.substring(line.indexOf(Main.class.getName()));
    String options = DeployFiles.setting("systemd/" + example, variable);
    return Arrays.stream(
            command.replace("$" + variable, options).replace("%l-%i", "host-1").split("\\s+"))
        .skip(1)
        .toList();
  }

  @Test
  void units_useOptionsThatThereAre() throws IOException {
    List<String> server =
        unitArguments("cairn-server.service", "server.env.example", "CAIRN_SERVER_OPTIONS");
    assertThatItParses(server);
    assertThat(option(server, "--bind")).contains("0.0.0.0:" + defaultPort("server", "--listen"));
    assertThatItParses(
        unitArguments("cairn-worker@.service", "worker.env.example", "CAIRN_WORKER_OPTIONS"));
  }

  @Test
  void units_waitForADrain() throws IOException {
    List<String> worker =
        unitArguments("cairn-worker@.service", "worker.env.example", "CAIRN_WORKER_OPTIONS");
    int grace = Integer.parseInt(option(worker, "--drain-grace").orElseThrow());
    assertThat(stopSeconds("cairn-worker@.service")).isGreaterThan(longestDrain(grace).toSeconds());
    assertThat(stopSeconds("cairn-server.service"))
        .isGreaterThan(ServerNode.LONGEST_LEAVE.toSeconds());
    for (String unit : List.of("cairn-worker@.service", "cairn-server.service")) {
      assertThat(DeployFiles.lines("systemd/" + unit))
          .contains("KillSignal=SIGTERM", "KillMode=mixed", "Restart=on-failure")
          .contains("RestartPreventExitStatus=" + ExitCode.INVALID);
      assertThat(DeployFiles.setting("systemd/" + unit, "SuccessExitStatus")).contains("143");
    }
  }

  private static long stopSeconds(String unit) throws IOException {
    return Long.parseLong(DeployFiles.setting("systemd/" + unit, "TimeoutStopSec"));
  }

  // ---- Slurm -----------------------------------------------------------------------------------

  @Test
  void jobArray_drainsBeforeItsTimeIsOver() throws IOException {
    String script = Files.readString(DeployFiles.ROOT.resolve("slurm/cairn-workers.sbatch"));
    Matcher signal = Pattern.compile("#SBATCH --signal=B:TERM@(\\d+)").matcher(script);
    Matcher grace = Pattern.compile("CAIRN_DRAIN_GRACE:-(\\d+)").matcher(script);
    assertThat(signal.find() && grace.find()).isTrue();
    assertThat(Long.parseLong(signal.group(1)))
        .isGreaterThan(longestDrain(Integer.parseInt(grace.group(1))).toSeconds());
    assertThat(script.strip().lines().reduce((a, b) -> b).orElseThrow()).startsWith("exec ");
  }

  /** Runs the script as Slurm does, with a program in Cairn's place that prints its options. */
  @Test
  void jobArray_makesOptionsOfWhatSlurmSays() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("slurm"));
    Path cairn = Files.writeString(folder.resolve("cairn"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(cairn.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                DeployFiles.ROOT.resolve("slurm/cairn-workers.sbatch").toRealPath().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "CAIRN", cairn.toString(),
                "CAIRN_JOIN", "a.example:7355,b.example:7355",
                "CAIRN_LISTEN", "n1.example:0",
                "CAIRN_LABELS", "big-memory",
                "CAIRN_TLS", "/etc/cairn/tls",
                "SLURM_CPUS_PER_TASK", "6",
                "SLURM_GPUS", "1",
                "SLURM_ARRAY_JOB_ID", "41",
                "SLURM_ARRAY_TASK_ID", "7"));
    Process process = builder.start();
    List<String> printed = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertThat(process.waitFor()).as(printed.toString()).isZero();

    assertThatItParses(printed);
    assertThat(printed)
        .startsWith("worker")
        .contains("--slots=6", "--labels=big-memory,gpu", "--name=slurm-41-7");
  }

  // ---- documents -------------------------------------------------------------------------------

  @Test
  void documents_nameOptionsAndCommandsThatThereAre() throws IOException {
    TreeSet<String> options = new TreeSet<>();
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
          .forEach(one -> options.addAll(one.getCommandSpec().optionsMap().keySet()));
    }
    for (String document : List.of("deploy.md", "security.md")) {
      String text = Files.readString(Path.of("../../docs").resolve(document));
      Matcher commands =
          Pattern.compile("(?:`|^|\\./)cairn ([a-z][a-z-]+)", Pattern.MULTILINE).matcher(text);
      while (commands.find()) {
        assertThat(Main.commandLine().getSubcommands()).as(document).containsKey(commands.group(1));
      }
      Matcher named = Pattern.compile("`(--[a-z][a-z-]+)").matcher(text);
      while (named.find()) {
        assertThat(options).as(document).contains(named.group(1));
      }
    }
  }
}
