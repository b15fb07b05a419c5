package io.cairn.server.faults;

import io.cairn.server.faults.ClusterProcesses.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the nodes of a cluster are started. */
final class NodeCommand {

  /** Times of the cluster, half of what they are by default: a fault is over in seconds. */
  private static final Map<String, String> SHORT_TIMES =
      Map.of(
          "pekko.cluster.failure-detector.heartbeat-interval", "500ms",
          "pekko.cluster.failure-detector.acceptable-heartbeat-pause", "4s",
          "cairn.cluster.give-up-after", "3s",
          "cairn.store.network-timeout", "5s");

  private final Path folder;
  private final Loopback loopback;
  private final List<String> coordinators;
  private final Size size;
  private final Path services;

  NodeCommand(Path folder, Loopback loopback, List<String> coordinators, Size size) {
    this.folder = folder;
    this.loopback = loopback;
    this.coordinators = coordinators;
    this.size = size;
    this.services = folder.resolve("services");
    offerWitness();
  }

  /** The type is on the class path of children alone: the tests of others do not see it. */
  private void offerWitness() {
    Path file =
        services.resolve("META-INF/services").resolve("io.cairn.workers.spi.EvaluatorProvider");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Witness.class.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path hosts(String node) {
    return folder.resolve(node + ".hosts");
  }

  static Path clock(Path folder, String node) {
    return folder.resolve(node + ".clock");
  }

  static Path witness(Path folder, String node) {
    return folder.resolve(node + ".witness");
  }

  static Path answers(Path folder, String node) {
    return folder.resolve(node + ".answers");
  }

  List<String> coordinator(String name, int number, String store) {
    List<String> command =
        java(
            name,
            number,
            Map.of(
                NodeMain.CLOCK,
                clock(folder, name).toString(),
                "cairn.store.user",
                io.cairn.server.store.PostgresServer.USER));
    command.addAll(
        List.of(
            "server",
            "--listen",
            loopback.own(number) + ":" + loopback.port(),
            "--http",
            loopback.own(number) + ":" + loopback.http(),
            "--store",
            store,
            "--home",
            folder.resolve("home").toString()));
    return command;
  }

  List<String> worker(String name, int number) {
    List<String> command =
        java(
            name,
            number,
            Map.of(
                Witness.FILE,
                witness(folder, name).toString(),
                NodeMain.ANSWERS,
                answers(folder, name).toString()));
    command.addAll(
        List.of(
            "worker",
            "--name",
            name,
            "--listen",
            loopback.own(number) + ":" + loopback.port(),
            "--join",
            coordinators.stream()
                .map(coordinator -> coordinator + ":" + loopback.port())
                .collect(Collectors.joining(",")),
            "--slots",
            Integer.toString(size.slots()),
            "--drain-grace",
            "2",
            "--home",
            folder.resolve("home-" + name).toString(),
            "--checkpoints",
            folder.resolve("checkpoints").toString()));
    return command;
  }

  private List<String> java(String name, int number, Map<String, String> own) {
    Map<String, String> properties = new TreeMap<>(SHORT_TIMES);
    properties.putAll(size.properties());
    properties.putAll(own);
    properties.put("jdk.net.hosts.file", hosts(name).toString());
    // Others reach it by its name, which leads to the proxies; it listens on its own address.
    properties.put("pekko.remote.artery.canonical.hostname", name);
    properties.put("pekko.remote.artery.bind.hostname", loopback.own(number));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + size.heap(),
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto"));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + java.io.File.pathSeparator
            + services);
    command.add(NodeMain.class.getName());
    return command;
  }
}
