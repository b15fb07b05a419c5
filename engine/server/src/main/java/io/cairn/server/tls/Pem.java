package io.cairn.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files: RFC 7468. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** What a key may be, in the order of how common they are. */
  private static final List<String> KEY_KINDS = List.of("EC", "RSA", "Ed25519");

  private static final int LINE = 64;

  /** A file of keys or certificates is some kilobytes; whatever is larger was named by mistake. */
  private static final long LARGEST = 1 << 20;

  private Pem() {}

  /** The certificates of a file, in their order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(read(file));
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        found.add(certificate(file, bytes(file, blocks.group(2))));
      }
    }
    if (found.isEmpty()) {
      throw new UnusableCertificateException(
          file
              + " holds no certificate; it must be PEM, with lines -----BEGIN CERTIFICATE----- and"
              + " -----END CERTIFICATE-----");
    }
    return List.copyOf(found);
  }

  /** The one key of a file. */
  static PrivateKey key(Path file) {
    Matcher blocks = BLOCK.matcher(read(file));
    while (blocks.find()) {
      String kind = blocks.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(file, bytes(file, blocks.group(2)));
      }
      if (kind.endsWith(" PRIVATE KEY")) {
        throw new UnusableCertificateException(
            file
                + " holds a key as "
                + kind
                + "; it must be PKCS#8 without a password, which `openssl pkcs8 -topk8 -nocrypt`"
                + " makes of it: permissions keep it");
      }
    }
    throw new UnusableCertificateException(
        file
            + " holds no key; it must be PEM, with lines -----BEGIN PRIVATE KEY----- and -----END"
            + " PRIVATE KEY-----");
  }

  /** A block of a file. */
  static String block(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UnusableCertificateException(
            file + " has more than " + LARGEST + " bytes; that is no file of keys or certificates");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UnusableCertificateException(
          file
              + (Files.exists(file)
                  ? " cannot be read; this user must be allowed to read it"
                  : " is missing; a folder for TLS has ca.pem, node.pem and node-key.pem, which"
                      + " `cairn certificates` makes"),
          e);
    }
  }

  private static byte[] bytes(Path file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnusableCertificateException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static X509Certificate certificate(Path file, byte[] bytes) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      throw new UnusableCertificateException(
          file + " holds a certificate that cannot be read: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path file, byte[] bytes) {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException another) {
        continue;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK since 15 has " + kind, e);
      }
    }
    // Without the cause: it may quote what it could not read.
    throw new UnusableCertificateException(
        file + " holds a key that is neither of " + KEY_KINDS + " nor undamaged");
  }
}
