package io.cairn.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A private certificate authority in a folder: who has a certificate of it takes part in the
 * cluster. Its key stays where certificates are made and goes to no node.
 */
public final class Authority {

  /** Certificates of nodes can be made anew at any time; the authority's is on every node. */
  private static final Duration LIFE = Duration.ofDays(3_650);

  /** Clocks of nodes differ. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final String KEY = "ca-key.pem";
  private static final int SERIAL_BITS = 127;

  private final X509Certificate certificate;
  private final PrivateKey key;

  private Authority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * The authority of a folder; makes it if there is none.
   *
   * @throws UnusableCertificateException if there is one that cannot be used
   * @throws IOException if the folder cannot be written
   */
  public static Authority of(Path folder, Instant now) throws IOException {
    Path certificate = folder.resolve(NodeCertificate.AUTHORITIES);
    Path key = folder.resolve(KEY);
    if (Files.exists(certificate) || Files.exists(key)) {
      return new Authority(Pem.certificates(certificate).get(0), Pem.key(key));
    }
    Files.createDirectories(folder);
    KeyPair pair = pair();
    X500Name name = name("Cairn authority " + now);
    X509Certificate made =
        sign(
            new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(SLACK)),
                Date.from(now.plus(LIFE)),
                name,
                pair.getPublic()),
            extensions -> {
              extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
              extensions.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
              extensions.addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            },
            pair.getPrivate());
    writeSecret(key, pair.getPrivate());
    write(certificate, made);
    return new Authority(made, pair.getPrivate());
  }

  /**
   * Makes a certificate and its key, in place of those that a folder may have.
   *
   * @param folder gets ca.pem, node.pem and node-key.pem
   * @param hosts names and addresses that the node is reached under; at least one
   * @throws IOException if the folder cannot be written
   */
  public void issue(Path folder, List<String> hosts, Instant now, Duration life)
      throws IOException {
    Files.createDirectories(folder);
    KeyPair pair = pair();
    GeneralName[] names =
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        PeerNames.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new);
    X509Certificate made =
        sign(
            new JcaX509v3CertificateBuilder(
                certificate,
                serial(),
                Date.from(now.minus(SLACK)),
                Date.from(now.plus(life)),
                name("Cairn node"),
                pair.getPublic()),
            extensions -> {
              extensions.addExtension(
                  Extension.basicConstraints, true, new BasicConstraints(false));
              extensions.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
              extensions.addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }));
              extensions.addExtension(
                  Extension.subjectAlternativeName, false, new GeneralNames(names));
              extensions.addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            },
            key);
    write(folder.resolve(NodeCertificate.AUTHORITIES), certificate);
    writeSecret(folder.resolve(NodeCertificate.KEY), pair.getPrivate());
    write(folder.resolve(NodeCertificate.CERTIFICATE), made);
  }

  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws CertIOException, GeneralSecurityException;
  }

  private static X509Certificate sign(
      X509v3CertificateBuilder builder, Extensions extensions, PrivateKey by) {
    String algorithm = by.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(by)));
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new UnusableCertificateException(
          "a certificate cannot be made with this authority: " + e.getMessage(), e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
  }

  private static X500Name name(String common) {
    return new X500NameBuilder().addRDN(BCStyle.CN, common).build();
  }

  private static void write(Path file, X509Certificate certificate) throws IOException {
    try {
      replace(file, Pem.block("CERTIFICATE", certificate.getEncoded()), "rw-r--r--");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made has an encoding", e);
    }
  }

  private static void writeSecret(Path file, PrivateKey key) throws IOException {
    replace(file, Pem.block("PRIVATE KEY", key.getEncoded()), "rw-------");
  }

  /** In one step, and never readable by more than it is meant for. */
  private static void replace(Path file, String text, String permissions) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
