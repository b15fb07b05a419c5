package io.cairn.server.cli;

import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.studies.CairnException;
import io.cairn.server.tls.NodeTls;
import io.cairn.server.tls.UnusableCertificateException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that are a node of a cluster, and what is refused of them. */
final class NodeOptions {

  /** Every address of a machine; nothing that anyone could call. */
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  @Option(
      names = "--bind",
      paramLabel = "HOST:PORT",
      description =
          "Where it waits for other nodes, if that differs from --listen: 0.0.0.0:PORT is every address of the"
              + " machine.")
  private @Nullable String bind;

  @Option(
      names = "--tls",
      paramLabel = "FOLDER",
      description = {
        "Folder with ca.pem, node.pem and node-key.pem, as `cairn certificates` makes them. Needed for a --listen",
        "address that other machines reach: nodes show each other their certificates."
      })
  private @Nullable Path tls;

  /**
   * How other nodes reach this one.
   *
   * @param listen the option's value
   * @throws CairnException if that would be wrong or unsafe
   */
  Endpoint endpoint(String listen) {
    NodeAddress at = Addresses.parse("--listen", listen);
    if (WILDCARDS.contains(at.host())) {
      throw CairnException.invalid(
          "--listen = "
              + listen
              + " is every address of this machine and none that other nodes could call; give the"
              + " name that they reach it under, and --bind "
              + listen
              + " to wait on every address");
    }
    Optional<NodeAddress> waits =
        Optional.ofNullable(bind).map(text -> Addresses.parse("--bind", text));
    Endpoint endpoint =
        new Endpoint(at, waits, Optional.ofNullable(tls).map(folder -> folder.toAbsolutePath()));
    if (endpoint.isExposed() && tls == null) {
      throw CairnException.invalid(
          (at.isLoopback() ? "--bind = " + bind : "--listen = " + listen)
              + " is reached by other machines, so whoever gets there could join the cluster and"
              + " run commands on its workers; give --tls FOLDER with a certificate (`cairn"
              + " certificates` makes one), or listen on 127.0.0.1");
    }
    return endpoint;
  }

  /**
   * The certificate of the node, checked; empty without --tls. Says what is not good about it.
   *
   * @throws CairnException if it cannot be used
   */
  Optional<NodeTls> tls(Endpoint endpoint) {
    try {
      Optional<NodeTls> opened =
          endpoint.tls().map(folder -> NodeTls.open(folder, InstantSource.system()));
      opened.ifPresent(
          certificate -> {
            certificate.requireNamed(endpoint.listen().host());
            certificate.warnings().forEach(warning -> System.err.println("warning: " + warning));
          });
      return opened;
    } catch (UnusableCertificateException e) {
      throw CairnException.invalid("--tls: " + e.getMessage());
    }
  }
}
