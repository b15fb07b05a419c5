package io.cairn.server.cli;

import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.studies.CairnException;
import io.cairn.server.tls.NodeTls;
import io.cairn.server.tls.UnusableCertificateException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that speak to a cluster. */
final class RemoteOptions {

  private static final String DEFAULT = "http://127.0.0.1:7350";

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "A coordinator's --http. Default: the environment variable CAIRN_SERVER. A token is taken from"
              + " CAIRN_TOKEN.")
  private @Nullable String to;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Certificates of the authorities to believe for https:// (PEM), in place of the system's. Default: the"
              + " environment variable CAIRN_CA.")
  private @Nullable Path authorities;

  /** Whether a cluster is meant and not this machine's home folder. */
  boolean given() {
    return to != null;
  }

  /** The cluster that is meant: by option, by environment, or a server of this machine. */
  RemoteCluster cluster() {
    String address =
        Optional.ofNullable(to)
            .or(() -> Optional.ofNullable(System.getenv("CAIRN_SERVER")))
            .filter(text -> !text.isBlank())
            .orElse(DEFAULT);
    try {
      URI uri = new URI(address);
      if (uri.getHost() == null
          || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        throw new URISyntaxException(address, "it must begin with http:// or https://");
      }
      Optional<String> token = Optional.ofNullable(System.getenv("CAIRN_TOKEN"));
      if (token.isPresent() && isReadableOnTheWay(uri)) {
        System.err.println(
            "warning: "
                + uri
                + " is plain text, so that the token can be read on its way; use https://");
      }
      return new RemoteCluster(uri, token, trust());
    } catch (URISyntaxException e) {
      throw CairnException.invalid(
          "--to = " + address + " is no address: " + e.getReason() + "; for example " + DEFAULT);
    }
  }

  private static boolean isReadableOnTheWay(URI server) {
    String host = server.getHost().replaceAll("[\\[\\]]", ""); // of version 6
    return "http".equals(server.getScheme()) && !new NodeAddress(host, 0).isLoopback();
  }

  private Optional<SSLContext> trust() {
    try {
      return Optional.ofNullable(authorities)
          .or(
              () ->
                  Optional.ofNullable(System.getenv("CAIRN_CA"))
                      .filter(text -> !text.isBlank())
                      .map(Path::of))
          .map(NodeTls::client);
    } catch (UnusableCertificateException e) {
      throw CairnException.invalid("--ca: " + e.getMessage());
    }
  }
}
