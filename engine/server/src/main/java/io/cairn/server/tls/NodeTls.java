package io.cairn.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of a node: its certificate in a folder, and the connections that it secures. The files
 * are looked at for each new connection, so that a certificate is renewed by putting another there;
 * connections that are open go on with the one that they began with. Thread-safe.
 */
public final class NodeTls {

  private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);

  private static final String[] NODES = {"TLSv1.3"};
  private static final String[] PEOPLE = {"TLSv1.3", "TLSv1.2"};

  /** A state of the files; equal if nothing was replaced. */
  private record Stamp(List<String> files) {}

  private record Current(Stamp stamp, NodeCertificate certificate, SSLContext context) {}

  private final Path folder;
  private final InstantSource time;
  private Current current;

  private NodeTls(Path folder, InstantSource time, Current current) {
    this.folder = folder;
    this.time = time;
    this.current = current;
  }

  /**
   * Reads and checks the files of a folder: {@code ca.pem}, the authorities that are believed;
   * {@code node.pem}, the node's certificate; {@code node-key.pem}, its key as PKCS#8.
   *
   * @throws UnusableCertificateException with a sentence, if they cannot be used
   */
  public static NodeTls open(Path folder, InstantSource time) {
    Stamp stamp = stamp(folder);
    NodeCertificate certificate = NodeCertificate.read(folder, time.instant());
    return new NodeTls(folder, time, new Current(stamp, certificate, context(certificate)));
  }

  /** Where the files are. */
  public Path folder() {
    return folder;
  }

  /** Sentences about what works and is not good. */
  public List<String> warnings() {
    return current().certificate().warnings();
  }

  /**
   * Makes sure that other nodes will believe this one.
   *
   * @param host the name or address that they reach it under
   * @throws UnusableCertificateException if its certificate does not speak for that
   */
  public void requireNamed(String host) {
    PeerNames names = current().certificate().names();
    if (!names.cover(host)) {
      throw new UnusableCertificateException(
          folder.resolve(NodeCertificate.CERTIFICATE)
              + " speaks for "
              + names
              + " and not for "
              + host
              + ", so other nodes would refuse this one; make one with `cairn certificates --host "
              + host
              + "`");
    }
  }

  /** For a connection from another node, which must show a certificate, too. */
  SSLEngine fromNode() {
    SSLEngine engine = current().context().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    engine.setEnabledProtocols(NODES);
    return engine;
  }

  /** For a connection to another node, whose certificate must speak for where it is reached. */
  SSLEngine toNode(String host, int port) {
    SSLEngine engine = current().context().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(NODES);
    if (!PeerNames.isAddress(host)) {
      // Addresses are checked after the handshake, by the rule of PeerNames.
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  /** For a connection from a person or a program, who show a token and no certificate. */
  public SSLEngine fromPerson() {
    SSLEngine engine = current().context().createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PEOPLE);
    engine.setEnabledCipherSuites(
        Arrays.stream(engine.getEnabledCipherSuites())
            .filter(NodeTls::isSound)
            .toArray(String[]::new));
    return engine;
  }

  /** Authenticated encryption with a fresh key for each connection: RFC 9325. */
  private static boolean isSound(String suite) {
    boolean fresh = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
    return fresh
        || (suite.startsWith("TLS_ECDHE_")
            && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")));
  }

  private synchronized Current current() {
    Stamp stamp = stamp(folder);
    if (stamp.equals(current.stamp())) {
      return current;
    }
    try {
      NodeCertificate certificate = NodeCertificate.read(folder, time.instant());
      current = new Current(stamp, certificate, context(certificate));
      LOG.info(
          "the certificate in {} was renewed; it is good until {}",
          folder,
          certificate.chain().get(0).getNotAfter().toInstant());
      certificate.warnings().forEach(LOG::warn);
    } catch (UnusableCertificateException e) {
      // Perhaps only one of the files is new yet: then the stamp changes again.
      LOG.warn("the node goes on with the certificate that it has: {}", e.getMessage());
      current = new Current(stamp, current.certificate(), current.context());
    }
    return current;
  }

  private static Stamp stamp(Path folder) {
    List<String> files = new ArrayList<>();
    for (String name :
        List.of(NodeCertificate.AUTHORITIES, NodeCertificate.CERTIFICATE, NodeCertificate.KEY)) {
      try {
        BasicFileAttributes file =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        files.add(file.lastModifiedTime() + " " + file.size() + " " + file.fileKey());
      } catch (IOException e) {
        files.add("unreadable");
      }
    }
    return new Stamp(List.copyOf(files));
  }

  private static SSLContext context(NodeCertificate certificate) {
    try {
      // A password is what the interface wants; the store never leaves the memory.
      char[] password = new char[0];
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, password);
      own.setKeyEntry(
          "node", certificate.key(), password, certificate.chain().toArray(new X509Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.getKeyManagers(), trusting(certificate.authorities()).getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableCertificateException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManagerFactory trusting(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust;
  }

  /**
   * What a client needs that believes the authorities of a file and nobody else.
   *
   * @throws UnusableCertificateException if the file has no certificate
   */
  public static SSLContext client(Path authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusting(Pem.certificates(authorities)).getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableCertificateException(authorities + " cannot be used: " + e.getMessage(), e);
    }
  }
}
