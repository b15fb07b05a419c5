package io.cairn.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node's certificate with its key, and the authorities that it believes; checked.
 *
 * @param chain the node's own certificate first
 * @param key of the first
 * @param authorities whose certificates are believed
 * @param warnings sentences about what works and is not good
 */
record NodeCertificate(
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> authorities,
    List<String> warnings) {

  static final String AUTHORITIES = "ca.pem";
  static final String CERTIFICATE = "node.pem";
  static final String KEY = "node-key.pem";

  /** So long before the end there is a warning. */
  private static final Duration SOON = Duration.ofDays(21);

  NodeCertificate {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a folder with ca.pem, node.pem and node-key.pem.
   *
   * @throws UnusableCertificateException for the first thing that makes them unusable
   */
  static NodeCertificate read(Path folder, Instant now) {
    List<X509Certificate> authorities = Pem.certificates(folder.resolve(AUTHORITIES));
    Path certificate = folder.resolve(CERTIFICATE);
    List<X509Certificate> chain = Pem.certificates(certificate);
    Path keyFile = folder.resolve(KEY);
    PrivateKey key = Pem.key(keyFile);
    if (!matches(key, chain.get(0))) {
      throw new UnusableCertificateException(
          keyFile
              + " is not the key of "
              + certificate
              + "; the two are made together, so take both from one place");
    }
    requireValid(certificate, chain.get(0), now);
    requireIssued(certificate, chain, folder.resolve(AUTHORITIES), authorities, now);
    List<String> warnings = new ArrayList<>();
    warnIfOpen(keyFile, warnings);
    Instant end = chain.get(0).getNotAfter().toInstant();
    if (end.isBefore(now.plus(SOON))) {
      warnings.add(
          certificate + " is good until " + end + "; put a new one with its key there before");
    }
    return new NodeCertificate(chain, key, authorities, warnings);
  }

  /** Whom the node's certificate speaks for. */
  PeerNames names() {
    return PeerNames.of(chain.get(0));
  }

  private static boolean matches(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] message = {1, 2, 3, 4};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(message);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void requireValid(Path file, X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from) || now.isAfter(until)) {
      throw new UnusableCertificateException(
          file
              + " is good from "
              + from
              + " to "
              + until
              + ", and it is "
              + now
              + "; make a new one, or set the clock");
    }
  }

  private static void requireIssued(
      Path file,
      List<X509Certificate> chain,
      Path authorityFile,
      List<X509Certificate> authorities,
      Instant now) {
    Set<TrustAnchor> anchors =
        authorities.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    } catch (GeneralSecurityException e) {
      throw new UnusableCertificateException(
          file
              + " was not issued by an authority of "
              + authorityFile
              + " ("
              + e.getMessage()
              + "); all nodes of a cluster need certificates of the same authority",
          e);
    }
  }

  private static void warnIfOpen(Path keyFile, List<String> warnings) {
    try {
      if (Files.getPosixFilePermissions(keyFile).contains(PosixFilePermission.OTHERS_READ)) {
        warnings.add(
            keyFile
                + " can be read by every user of this machine; run chmod 600 "
                + keyFile
                + ", and make a new key if others were there");
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without permissions: nothing can be said.
      return;
    }
  }
}
