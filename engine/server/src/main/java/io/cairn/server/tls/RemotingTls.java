package io.cairn.server.tls;

import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * Secures connections between nodes: both sides show a certificate of the cluster's authority, and
 * the one that is called must be named by its own.
 *
 * <p>Pekko's own provider for PEM files takes RSA keys alone, no certificate of an intermediate
 * authority, and compares the names of both certificates with each other instead of with the host.
 *
 * <p>Pekko makes it by name; {@code cairn.tls.folder} of its settings says where the files are.
 */
public final class RemotingTls implements SSLEngineProvider {

  private final NodeTls tls;

  /**
   * Called by Pekko.
   *
   * @throws UnusableCertificateException if the files cannot be used
   */
  public RemotingTls(ActorSystem system) {
    this.tls =
        NodeTls.open(
            Path.of(system.settings().config().getString("cairn.tls.folder")),
            InstantSource.system());
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return tls.fromNode();
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return tls.toNode(hostname, port);
  }

  /** Whom we have called. Names were checked in the handshake already; once more costs nothing. */
  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    try {
      Certificate[] shown = session.getPeerCertificates();
      PeerNames names = PeerNames.of((X509Certificate) shown[0]);
      return names.cover(hostname)
          ? Option.empty()
          : Option.apply(
              new SSLPeerUnverifiedException(
                  "the node at "
                      + hostname
                      + " shows a certificate that speaks for "
                      + names
                      + "; make one with `cairn certificates --host "
                      + hostname
                      + "`"));
    } catch (SSLPeerUnverifiedException e) {
      return Option.apply(e);
    }
  }

  /** Who has called us: the handshake has checked the certificate, and names no callers. */
  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
